/** A delivery window the visitor can reserve. */
export interface Slot {
  id: string;
  day: string;
  hours: string;
  full: boolean;
}

/** The windows on offer; the dates are fixed so that every run shows the same page. */
export const SLOTS: readonly Slot[] = [
  { id: "tue-morning", day: "Tue 1 December", hours: "9–12", full: false },
  { id: "tue-afternoon", day: "Tue 1 December", hours: "13–16", full: true },
  { id: "wed-morning", day: "Wed 2 December", hours: "9–12", full: false },
  { id: "thu-evening", day: "Thu 3 December", hours: "17–20", full: false },
];

/** The name of a window, e.g. `Wed 2 December, 9–12`. */
export function slotName(slot: Slot): string {
  return `${slot.day}, ${slot.hours}`;
}

/** The window of an id that can still be had. */
export function findSlot(id: string | undefined): Slot | undefined {
  return SLOTS.find((slot) => slot.id === id && !slot.full);
}
