/**
 * Changes the page in a way that leaves the focus where Tab goes on from: when its element is gone or
 * can hold it no more, the group it stood in gets it, or else `fallback`.
 */
export function keepFocus(change: () => void, fallback: HTMLElement): void {
  const before = document.activeElement;
  const group = before?.closest('[tabindex="-1"]');
  change();
  if (!(before instanceof HTMLElement) || before === document.body || canHold(before)) return;
  const next = group instanceof HTMLElement && canHold(group) ? group : fallback;
  next.focus({ preventScroll: true });
}

function canHold(element: HTMLElement): boolean {
  return (
    element.isConnected && !element.matches(":disabled") && element.getClientRects().length > 0
  );
}
