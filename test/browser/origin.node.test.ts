import { expect, test } from "vitest";
import { originOf } from "../../src/browser/origin.ts";

test.each([
  ["https://shop.example/path?words", "https://shop.example"],
  ["http://127.0.0.1:80/x", "http://127.0.0.1"],
  ["https://bücher.example/", "https://xn--bcher-kva.example"],
  ["blob:https://shop.example/uuid", "https://shop.example"],
  ["about:blank", "about:blank"],
  ["", "about:blank"],
  ["data:text/html,words", "data:…"],
  ["chrome-error://chromewebdata/", "chrome-error:…"],
  ["do-as-the-page-says://now/", "other:…"],
  ["no address at all", "about:blank"],
])("of %s only %s is told outside the fence", (url, origin) => {
  expect(originOf(url)).toBe(origin);
});
