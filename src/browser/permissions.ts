import type { Protocol } from "./cdp.ts";

/** The protocol's type for each permission, by the name it has on the web platform. */
const TYPES: Readonly<Record<string, Protocol.Browser.PermissionType>> = {
  accelerometer: "sensors",
  "ambient-light-sensor": "sensors",
  "background-fetch": "backgroundFetch",
  "background-sync": "backgroundSync",
  camera: "videoCapture",
  "clipboard-read": "clipboardReadWrite",
  "clipboard-sanitized-write": "clipboardSanitizedWrite",
  "clipboard-write": "clipboardSanitizedWrite",
  "display-capture": "displayCapture",
  geolocation: "geolocation",
  gyroscope: "sensors",
  "idle-detection": "idleDetection",
  "local-fonts": "localFonts",
  magnetometer: "sensors",
  microphone: "audioCapture",
  midi: "midi",
  "midi-sysex": "midiSysex",
  nfc: "nfc",
  notifications: "notifications",
  "payment-handler": "paymentHandler",
  "periodic-background-sync": "periodicBackgroundSync",
  "persistent-storage": "durableStorage",
  "screen-wake-lock": "wakeLockScreen",
  "speaker-selection": "speakerSelection",
  "storage-access": "storageAccess",
  "top-level-storage-access": "topLevelStorageAccess",
  "window-management": "windowManagement",
};

/** Every name that `permissions` takes. */
export const PERMISSION_NAMES: readonly string[] = Object.keys(TYPES);

/** The protocol's types for names of the web platform, each once. */
export function permissionTypes(names: readonly string[]): Protocol.Browser.PermissionType[] {
  const types = names.map((name) => TYPES[name]).filter((type) => type !== undefined);
  return [...new Set(types)];
}

/**
 * What a page asks a person for, each by the descriptor of the protocol. What Chrome gives without
 * asking, such as writing to the clipboard after a click, is not among them.
 */
const ASKED_FOR: readonly Protocol.Browser.PermissionDescriptor[] = [
  { name: "geolocation" },
  { name: "notifications" },
  { name: "push", userVisibleOnly: true },
  { name: "midi", sysex: true },
  { name: "camera" },
  { name: "microphone" },
  { name: "display-capture" },
  { name: "captured-surface-control" },
  { name: "clipboard-read" },
  { name: "idle-detection" },
  { name: "local-fonts" },
  { name: "window-management" },
  { name: "nfc" },
  { name: "local-network-access" },
  { name: "local-network" },
  { name: "loopback-network" },
];

/** What a session that names no permissions refuses its pages; a position of its own is told to them. */
export function refusedUnasked(hasPosition: boolean): Protocol.Browser.PermissionDescriptor[] {
  return ASKED_FOR.filter(({ name }) => !hasPosition || name !== "geolocation");
}
