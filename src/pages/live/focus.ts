/**
 * Changes the page in a way that leaves the focus where Tab goes on from: when its element is gone or
 * can hold it no more, the group it stood in gets it, or else `fallback`.
 */
export function keepFocus(change: () => void, fallback: HTMLElement): void {
  const before = document.activeElement;
  change();
  if (!(before instanceof HTMLElement) || before === document.body || canHold(before)) return;
  const groups = [before.closest('[tabindex="-1"]'), fallback];
  const group = groups.find((one) => one instanceof HTMLElement && canHold(one));
  if (group instanceof HTMLElement) group.focus({ preventScroll: true });
}

function canHold(element: HTMLElement): boolean {
  return (
    element.isConnected && !element.matches(":disabled") && element.getClientRects().length > 0
  );
}
