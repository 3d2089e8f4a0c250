const SENTENCES: Readonly<Record<string, readonly string[]>> = {
  en: [
    "The council met on Tuesday evening to decide what should become of the old harbour warehouses.",
    "For nearly forty years the buildings have stood empty, and their roofs have let in the rain.",
    "Engineers who looked at the foundations last autumn came away more hopeful than they had expected to be.",
    "A short walk along the quay shows why so many people care about the outcome.",
    "Nobody doubts that the work will be expensive, yet tearing the place down would cost almost as much.",
    "Several neighbours said they would rather see small workshops than another row of glass flats.",
    "The architect, who grew up two streets away, remembers the smell of coffee and tar from her childhood.",
    "What happens next depends on a grant that the ministry has promised but not yet signed.",
    "If the money comes through, the first tenants could move in before the end of next year.",
    "Until then the doors stay locked, and the gulls have the courtyard to themselves.",
  ],
  de: [
    "Der Stadtrat hat am Dienstagabend lange darüber gesprochen, was aus den alten Speichern am Hafen werden soll.",
    "Seit fast vierzig Jahren stehen die Gebäude leer, und durch die Dächer regnet es hinein.",
    "Fachleute, die im Herbst die Fundamente geprüft haben, waren zuversichtlicher als erwartet.",
    "Niemand bezweifelt, dass die Arbeiten teuer werden, doch ein Abriss wäre kaum billiger.",
    "Einige Anwohner wünschen sich kleine Werkstätten statt einer weiteren Reihe gläserner Wohnhäuser.",
    "Wie es weitergeht, hängt von einem Zuschuss ab, den das Ministerium versprochen hat.",
  ],
  fr: [
    "Le conseil municipal s'est réuni mardi soir pour décider de l'avenir des vieux entrepôts du port.",
    "Depuis près de quarante ans, les bâtiments sont vides et la pluie passe à travers les toits.",
    "Les ingénieurs qui ont examiné les fondations à l'automne se disent plus optimistes que prévu.",
    "Personne ne doute que les travaux coûteront cher, mais une démolition ne serait guère moins onéreuse.",
    "Plusieurs riverains préféreraient de petits ateliers à une nouvelle rangée d'immeubles de verre.",
  ],
  es: [
    "El ayuntamiento se reunió el martes por la noche para decidir qué hacer con los viejos almacenes del puerto.",
    "Desde hace casi cuarenta años los edificios están vacíos y la lluvia entra por los tejados.",
    "Los ingenieros que revisaron los cimientos en otoño se mostraron más optimistas de lo esperado.",
    "Nadie duda de que las obras serán caras, pero derribarlos costaría casi lo mismo.",
  ],
  ja: [
    "市議会は火曜日の夜、港の古い倉庫を今後どうするかについて長い時間をかけて話し合った。",
    "建物は四十年近く空き家のままで、屋根からは雨が漏れている。",
    "昨年の秋に基礎を調べた技術者たちは、思っていたよりも状態が良いと語った。",
    "工事に多額の費用がかかることは誰もが認めるが、取り壊しても費用はほとんど変わらない。",
    "近所の人々は、新しいガラス張りのマンションよりも小さな工房が並ぶことを望んでいる。",
  ],
};

/** `count` paragraphs of a few sentences each, in one language. */
export function paragraphs(count: number, language = "en", sentences = 4): string {
  return Array.from({ length: count }, (_, at) => `<p>${prose(at, language, sentences)}</p>`).join(
    "\n",
  );
}

/** A few sentences that differ with `seed`. */
export function prose(seed: number, language = "en", sentences = 2): string {
  const bank = SENTENCES[language] ?? [];
  return Array.from({ length: sentences }, (_, at) => bank[(seed * 3 + at) % bank.length]).join(
    " ",
  );
}
