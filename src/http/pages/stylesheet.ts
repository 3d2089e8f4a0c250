/** Where the pages' one stylesheet is served. */
export const STYLESHEET_PATH = "/pages.css";

/** Plain elements and few classes; light and dark, from a phone's width up. */
export const STYLESHEET = `
:root {
  color-scheme: light dark;
  --back: light-dark(#f6f7f9, #14161a);
  --card: light-dark(#ffffff, #1d2026);
  --text: light-dark(#1b1f24, #e8eaee);
  --soft: light-dark(#565e6b, #a5adba);
  --line: light-dark(#d5dae1, #363c47);
  --code: light-dark(#f1f3f6, #14171c);
  --go: light-dark(#14693a, #2f9e62);
  --stop: light-dark(#a32020, #f08a8a);
  --link: light-dark(#1b56b3, #8db6f7);
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--back); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif;
}
header, main { max-width: 46rem; margin: 0 auto; padding: 0 1rem; }
header {
  display: flex; align-items: center; justify-content: space-between; gap: 1rem;
  padding-top: 0.75rem; padding-bottom: 0.75rem;
}
header .name { font-weight: 600; color: inherit; text-decoration: none; }
main { padding-bottom: 3rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0.5rem 0 1rem; }
h2 { font-size: 1rem; margin: 1.5rem 0 0.5rem; }
a { color: var(--link); }
.card {
  background: var(--card); border: 1px solid var(--line); border-radius: 0.6rem;
  padding: 1rem 1.15rem; margin: 0 0 1rem;
}
dl { display: grid; grid-template-columns: minmax(6rem, max-content) 1fr; gap: 0.4rem 1rem; margin: 0; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
code, pre { font-family: ui-monospace, monospace; font-size: 0.9rem; }
pre {
  background: var(--code); border: 1px solid var(--line); border-radius: 0.4rem;
  margin: 0; padding: 0.75rem; white-space: pre-wrap; overflow-wrap: anywhere;
}
.soft { color: var(--soft); }
.told { border-left: 0.3rem solid var(--soft); }
.told.good { border-left-color: var(--go); }
.told.bad { border-left-color: var(--stop); }
.told p { margin: 0; }
label { display: block; font-weight: 600; margin-bottom: 0.25rem; }
input, textarea, select {
  width: 100%; font: inherit; color: inherit; background: var(--code);
  border: 1px solid var(--soft); border-radius: 0.4rem; padding: 0.55rem 0.7rem;
}
button {
  font: inherit; font-weight: 600; min-height: 2.75rem; padding: 0.5rem 1.25rem;
  border: 1px solid var(--soft); border-radius: 0.4rem; background: var(--card);
  color: var(--text); cursor: pointer;
}
button.go { background: var(--go); border-color: var(--go); color: light-dark(#ffffff, #08130c); }
button.stop { border-color: var(--stop); color: var(--stop); }
button.small { min-height: 2.25rem; padding: 0.25rem 0.8rem; font-weight: 400; }
.buttons { display: flex; flex-wrap: wrap; gap: 0.75rem; margin-top: 1rem; }
.buttons button { flex: 1 1 9rem; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
ul.list { list-style: none; margin: 0; padding: 0; }
ul.list a { font-weight: 600; overflow-wrap: anywhere; }
ul.list p { margin: 0.15rem 0 0; overflow-wrap: anywhere; }
@media (max-width: 30rem) {
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: 0.5rem; }
}
`;
