/** By letter: those that often follow it in the names of programs and in words, nine pairs of ten. */
const FOLLOWERS = new Map(
  "a:bcdgilmnprstuvy b:aeilosu c:acehiklortu d:aeiorsu e:abcdefgilmnoprstvx f:aefiloru g:aehinr h:aeiot i:abcdefglmnoprstvz k:ei l:aeilostuy m:aeiopu n:acdefginopstuv o:abcdgilmnoprstuvw p:aehiloprstu q:u r:acdeimorstuy s:acehiopstu t:acehilorstuy u:abceilmnprst v:aei w:aei x:pt y:p z:e"
    .split(" ")
    .map((row) => [row.slice(0, 1), row.slice(2)]),
);

/** Pairs from which a text is judged, and the part of them that is seldom short of in words. */
const SOME_PAIRS = { least: 11, usual: 0.5 };
const MANY_PAIRS = { least: 14, usual: 0.6 };

/** Whether too few letters follow each other as in words; short texts never are so judged. */
export function isUnpronounceable(text: string): boolean {
  let pairs = 0;
  let usual = 0;
  for (const [run] of text.toLowerCase().matchAll(/[a-z]{2,}/g)) {
    for (let at = 0; at + 1 < run.length; at++) {
      pairs++;
      if (FOLLOWERS.get(run.charAt(at))?.includes(run.charAt(at + 1))) usual++;
    }
  }
  if (pairs < SOME_PAIRS.least) return false;
  const { usual: least } = pairs < MANY_PAIRS.least ? SOME_PAIRS : MANY_PAIRS;
  return usual / pairs < least;
}
