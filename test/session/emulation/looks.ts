const WINDOWS_CHROME =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.6099.71 Safari/537.36";
const PHONE_CHROME =
  "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36";
const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0";

/** Options of a session, and what every document and worker then sees and sends. */
export interface Look {
  readonly options: Readonly<Record<string, unknown>>;
  /** Facts of every place. */
  readonly everywhere: Readonly<Record<string, unknown>>;
  /** Facts that only documents have. */
  readonly documents?: Readonly<Record<string, unknown>>;
  /** What a page reads of its position. */
  readonly position?: string;
  /** Headers of every request; undefined is one that is not sent. */
  readonly sent: Readonly<Record<string, string | undefined>>;
  /** Headers of the requests of documents. */
  readonly documentsSent?: Readonly<Record<string, string | undefined>>;
}

/** The look of a Chrome on Windows in Germany that sits in Tokyo, every option set. */
export const WHOLE: Look = {
  options: {
    userAgent: WINDOWS_CHROME,
    locale: "de-DE",
    timezoneId: "Asia/Tokyo",
    geolocation: { latitude: 35.6, longitude: 139.7, accuracy: 12 },
    permissions: ["camera", "clipboard-read"],
    colorScheme: "dark",
  },
  everywhere: {
    userAgent: WINDOWS_CHROME,
    appVersion: WINDOWS_CHROME.slice("Mozilla/".length),
    platform: "Win32",
    brands: "Chromium 120,Google Chrome 120,Not_A Brand 8",
    mobile: false,
    system: "Windows",
    language: "de-DE",
    languages: "de-DE,de",
    locale: "de-DE",
    number: "1.234,5",
    month: "Januar",
    timeZone: "Asia/Tokyo",
    hour: 9,
    permissions: "granted,granted,denied,granted",
  },
  documents: { dark: true },
  position: "35.6,139.7,12",
  sent: { "user-agent": WINDOWS_CHROME, "accept-language": "de-DE,de;q=0.9" },
  documentsSent: {
    "sec-ch-ua": '"Not_A Brand";v="8", "Chromium";v="120", "Google Chrome";v="120"',
    "sec-ch-ua-mobile": "?0",
    "sec-ch-ua-platform": '"Windows"',
  },
};

const NO_HINTS = {
  "sec-ch-ua": undefined,
  "sec-ch-ua-mobile": undefined,
  "sec-ch-ua-platform": undefined,
};

/** Looks that leave out most of the options, by what they are of. */
export const LOOKS: Readonly<Record<string, Look>> = {
  "a browser that is no Chromium": {
    options: { userAgent: FIREFOX, permissions: [], colorScheme: "light" },
    documents: { dark: false },
    everywhere: {
      permissions: "denied,denied,denied,denied",
      userAgent: FIREFOX,
      platform: "Linux x86_64",
      brands: "",
      system: "",
    },
    sent: { "user-agent": FIREFOX, ...NO_HINTS },
  },
  "a phone": {
    options: {
      userAgent: PHONE_CHROME,
      locale: "pt-BR",
      timezoneId: "america/sao_paulo",
      geolocation: { latitude: -23.5, longitude: -46.6 },
      permissions: ["notifications"],
    },
    position: "-23.5,-46.6,0",
    everywhere: {
      userAgent: PHONE_CHROME,
      platform: "Linux armv81",
      mobile: true,
      system: "Android",
      languages: "pt-BR,pt",
      locale: "pt-BR",
      number: "1.234,5",
      month: "dezembro",
      timeZone: "America/Sao_Paulo",
      hour: 21,
      permissions: "granted,denied,granted,denied",
    },
    sent: { "user-agent": PHONE_CHROME, "accept-language": "pt-BR,pt;q=0.9" },
    documentsSent: { "sec-ch-ua-mobile": "?1", "sec-ch-ua-platform": '"Android"' },
  },
};
