/** Unpacks the Chromium of `@sparticuz/chromium`, its libraries and its fonts into `TMPDIR`. */
import { fileURLToPath } from "node:url";
import Chromium, { inflate } from "@sparticuz/chromium";

const libraries = new URL("../bin/al2023.tar.br", import.meta.resolve("@sparticuz/chromium"));

await Promise.all([Chromium.executablePath(), inflate(fileURLToPath(libraries))]);
