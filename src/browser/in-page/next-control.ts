import type { ParsedTarget } from "../in-page-contract.ts";
import type { FoundNext } from "../locator-contract.ts";
import { clean } from "../visible-text.ts";
import { search } from "./find.ts";
import { attributeOf, matches } from "./plain-dom.ts";
import { nextRef, refFor, reserveRefs } from "./registry.ts";
import { isControlRole, nameOf, roleOf } from "./roles.ts";
import { isDisabled } from "./states.ts";
import { allElements, composedParent } from "./tree.ts";
import { isVisible } from "./visibility.ts";

/** What leads to the next page of a list, by what it is called, in lower case without arrows. */
const NEXT =
  /^(?:next|next page|go to next page|older|older posts|older entries|weiter|nächste|nächste seite|suivant|suivante|page suivante|siguiente|página siguiente|siguiente página|próxima|próximo|próxima página|seguinte|avanti|successivo|successiva|pagina successiva|volgende|volgende pagina|nästa|nästa sida|neste|neste side|næste|næste side|seuraava|dalej|następna|następna strona|další|következő|înainte|sonraki|вперед|вперёд|далее|дальше|следующая|следующая страница|наступна|επόμενη|次へ|次のページ|下一页|下一頁|다음|التالي|הבא|ถัดไป|tiếp|berikutnya)$/;
const MORE =
  /^(?:more|show more|load more|view more|see more|more results|show more results|load more results|see more results|more posts|load more posts|mehr|mehr laden|mehr anzeigen|mehr ergebnisse|weitere laden|weitere anzeigen|plus|voir plus|afficher plus|charger plus|ver más|mostrar más|cargar más|más resultados|ver mais|mostrar mais|carregar mais|mostra altro|mostra di più|carica altro|altri risultati|meer laden|meer tonen|toon meer|visa fler|ladda fler|vis mer|last inn flere|vis flere|näytä lisää|lataa lisää|pokaż więcej|wczytaj więcej|zobrazit další|показать ещё|показать еще|загрузить ещё|ещё|もっと見る|さらに表示|加载更多|查看更多|載入更多|더보기|더 보기|daha fazla|عرض المزيد|muat lebih banyak)$/;
const ARROW = /^[›→>❯〉▶]$/;
const ARROWS = /^[\s›»→>❯〉▶]+|[\s›»→>❯〉▶.…]+$/g;
/** Where a bare arrow or number means a page, and where "next" means a picture or a month. */
const PAGER =
  '[class*="pagin" i], [class*="pager" i], [id*="pagin" i], [aria-label*="pagin" i], [role="navigation"] [class*="page" i]';
const OTHERS =
  '[class*="carousel" i], [class*="slider" i], [class*="slick" i], [class*="swiper" i], [class*="calendar" i], [class*="datepicker" i], [aria-roledescription="carousel"], video, audio';
const OFF = '[class*="disabled" i], [aria-disabled="true"], [class*="inactive" i]';

/** What leads on from this page: a control, or an address the page itself names. */
export function findNext(from: number, sought?: ParsedTarget): FoundNext {
  reserveRefs(from);
  const control = sought === undefined ? ownNext() : firstOf(sought);
  const link = sought === undefined ? linkedNext() : undefined;
  const found =
    control === undefined
      ? link === undefined
        ? {}
        : { url: link }
      : isOff(control)
        ? { isOff: true }
        : { ref: refFor(control) };
  return { ...found, nextRef: nextRef() };
}

function firstOf(sought: ParsedTarget): Element | undefined {
  const { elements } = search(sought);
  return (
    elements.find((element) => isVisible(element) && !isOff(element)) ?? elements.find(isVisible)
  );
}

function ownNext(): Element | undefined {
  const all = [...allElements()];
  const visible = all.filter((element) => isControlRole(roleOf(element)) && isVisible(element));
  const controls = visible.filter((element) => !isWithin(element, OTHERS));
  const named = controls.map((element) => ({
    element,
    name: clean(nameOf(element)).toLowerCase(),
  }));
  const byName = (fits: (name: string, element: Element) => boolean) =>
    named.find(({ element, name }) => fits(name, element))?.element;
  return (
    controls.find((element) => /(?:^|\s)next(?:\s|$)/i.test(attributeOf(element, "rel") ?? "")) ??
    byName((name) => NEXT.test(name.replace(ARROWS, ""))) ??
    byName((name, element) => ARROW.test(name) && isWithin(element, PAGER)) ??
    byName((name) => MORE.test(name.replace(ARROWS, ""))) ??
    nextNumber(named)
  );
}

/** The number after the one that is current, in a list of pages that has no other way on. */
function nextNumber(
  named: readonly { readonly element: Element; readonly name: string }[],
): Element | undefined {
  const current = [...allElements()].find(
    (element) =>
      /^\d{1,5}$/.test(clean(element.textContent ?? "")) &&
      isWithin(element, PAGER) &&
      matches(element, '[aria-current], [class*="active" i], [class*="current" i]'),
  );
  if (current === undefined) return undefined;
  const wanted = String(Number(clean(current.textContent ?? "")) + 1);
  return named.find(
    ({ element, name }) => name.replace(/\D/g, "") === wanted && isWithin(element, PAGER),
  )?.element;
}

function linkedNext(): string | undefined {
  const link = document.querySelector('link[rel~="next"][href]');
  return link instanceof HTMLLinkElement && link.href !== "" ? link.href : undefined;
}

function isWithin(element: Element, selector: string): boolean {
  for (let at: Element | null = element; at !== null; at = composedParent(at))
    if (matches(at, selector)) return true;
  return false;
}

function isOff(element: Element): boolean {
  const around = element.parentElement;
  return (
    isDisabled(element) ||
    matches(element, OFF) ||
    (around !== null && around.tagName === "LI" && matches(around, OFF))
  );
}
