const DIGITS = [..."0123456789"].map((digit) => `*://${digit}*`);
/** Last parts of names that stand for inner networks. */
export const INNER_SUFFIXES = [
  ..."localhost local localdomain internal intranet private corp home lan svc test".split(" "),
];
const NAMES = [...INNER_SUFFIXES, "invalid"].flatMap((name) => [`*://${name}*`, `*://*.${name}*`]);
const LOOKS = [...DIGITS, ...NAMES, "*://[*", "*://*:*", "*://kubernetes*", "file:*"];

/** Every request there is. */
export const EVERYTHING = [{ urlPattern: "*" }];

/**
 * Every document, and of the rest what has the look of an inner address: a bare address, a port, a
 * suffix of inner networks. Far more than is closed, and far less than a page loads; only for where a
 * proxy decides over the others, since holding each costs about two milliseconds.
 */
export const SUSPECTS = [
  { urlPattern: "*", resourceType: "Document" as const },
  ...LOOKS.map((urlPattern) => ({ urlPattern })),
];
