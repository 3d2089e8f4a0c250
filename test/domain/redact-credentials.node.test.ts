import { expect, test } from "vitest";
import {
  isCredentialName,
  redactBody,
  redactHeader,
  redactHeaders,
  redactText,
  redactUrl,
} from "../../src/domain/redact-credentials.ts";

const JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl";

test.each([
  ["Authorization", "Bearer abc.def", "Bearer [redacted]"],
  ["authorization", "Basic dTpw", "Basic [redacted]"],
  ["Proxy-Authorization", "abc", "[redacted]"],
  ["Cookie", "a=1; b=2", "a=[redacted]; b=[redacted]"],
  ["Set-Cookie", "sid=1; Path=/; Secure\nb=2", "sid=[redacted]; Path=/; Secure\nb=[redacted]"],
  ["X-Api-Key", "k", "[redacted]"],
  ["X-Auth-User", "u", "[redacted]"],
  ["X-CSRF-Token", "t", "[redacted]"],
  ["Location", "/cb?code=1&x=2#id_token=3", "/cb?code=[redacted]&x=2"],
  ["Referer", "https://u:p@a.example/?token=1", "https://a.example/?token=[redacted]"],
  ["Content-Type", "text/html", "text/html"],
  ["X-Other", `see ${JWT}`, "see [redacted]"],
])("header %s: %s", (name, value, shown) => {
  expect(redactHeader(name, value)).toBe(shown);
  expect(redactHeaders({ [name]: value })).toEqual({ [name]: shown });
});

test.each([
  ["https://a.example/p?q=1", "https://a.example/p?q=1"],
  ["https://user:pass@a.example:8443/p", "https://a.example:8443/p"],
  ["https://a@b@a.example/p", "https://a.example/p"],
  ["https://a.example/#access_token=1", "https://a.example/"],
  ["https://a.example?Access_Token=1&x=2", "https://a.example?Access_Token=[redacted]&x=2"],
  [
    "https://a.example/?X-Amz-Signature=1&X-Amz-Date=2",
    "https://a.example/?X-Amz-Signature=[redacted]&X-Amz-Date=[redacted]",
  ],
  [
    "https://a.example/?client_secret=1&accessToken=2&user[password]=3",
    "https://a.example/?client_secret=[redacted]&accessToken=[redacted]&user[password]=[redacted]",
  ],
  ["https://a.example/?%74oken=1", "https://a.example/?%74oken=[redacted]"],
  [
    "https://a.example/?next=https%3A%2F%2Fb.example%2F%3Ftoken%3D1",
    "https://a.example/?next=https%3A%2F%2Fb.example%2F%3Ftoken%3D%5Bredacted%5D",
  ],
  ["https://a.example/?token=&flag", "https://a.example/?token=&flag"],
  ["//u:p@a.example/x", "//a.example/x"],
  ["/p@q?sig=1", "/p@q?sig=[redacted]"],
  ["nothing like one", "nothing like one"],
])("address %s", (address, shown) => {
  expect(redactUrl(address)).toBe(shown);
});

test.each([
  ["code", true],
  ["state", true],
  ["sig", true],
  ["id_token", true],
  ["refreshToken", true],
  ["db_password", true],
  ["apiKey", true],
  ["X-Amz-Credential", true],
  ["csrf_token", true],
  ["monkey", false],
  ["keyboard", false],
  ["country_code", false],
  ["tokens_used", false],
  ["statement", false],
])("name %s", (name, hides) => {
  expect(isCredentialName(name)).toBe(hides);
});

test("bodies are read as what their type says", () => {
  expect(redactBody("user=a&password=b+c&next=%2F", "application/x-www-form-urlencoded")).toBe(
    "user=a&password=[redacted]&next=%2F",
  );
  const json = { user: "a", password: "b", n: [{ access_token: 1, ok: true }], text: `x ${JWT}` };
  expect(
    JSON.parse(redactBody(JSON.stringify(json), "application/vnd.api+json; charset=utf-8")),
  ).toEqual({
    user: "a",
    password: "[redacted]",
    n: [{ access_token: "[redacted]", ok: true }],
    text: "x [redacted]",
  });
  const part = (name: string, value: string) =>
    `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const parts = `${part("user", "a")}${part("password", "b")}--b--`;
  const shown = redactBody(parts, "multipart/form-data; boundary=b");
  expect(shown).toContain("\r\n\r\na\r\n");
  expect(shown).toContain("\r\n\r\n[redacted]\r\n");
  expect(redactBody("not json https://a.example/?code=1", "application/json")).toBe(
    "not json https://a.example/?code=[redacted]",
  );
});

test.each([
  ["text/plain", ' {"password":"x"}', '{"password":"[redacted]"}'],
  [
    "application/json",
    `)]}'\n{"password": 12, "a": 1}`,
    `)]}'\n{"password": "[redacted]", "a": 1}`,
  ],
  ["text/event-stream", 'data: {"token":"x\\"y"}\n\n', 'data: {"token":"[redacted]"}\n\n'],
  [
    "text/html",
    '<script>window.s={"sessionToken":"abc","n":1}</script>',
    '<script>window.s={"sessionToken":"[redacted]","n":1}</script>',
  ],
])("what stands like JSON in a body of %s loses its secrets", (type, body, shown) => {
  expect(redactBody(body, type)).toBe(shown);
});

test("words lose what by its form is a credential, and nothing else", () => {
  expect(redactText(`a ${JWT} b`)).toBe("a [redacted] b");
  expect(redactText("Authorization: Bearer abcdefgh1234")).toBe("Authorization: Bearer [redacted]");
  expect(redactText("key sk_live_abcdefgh1234")).toBe("key [redacted]");
  expect(redactText("wss://u:p@a.example/devtools?token=1 failed")).toBe(
    "wss://a.example/devtools?token=[redacted] failed",
  );
  expect(redactText("Bearer of news, a basic rule, e.g. token economy")).toBe(
    "Bearer of news, a basic rule, e.g. token economy",
  );
});

test("long words take no long time", () => {
  for (const text of [
    "a@".repeat(100_000),
    "https://".repeat(20_000),
    "eyJ".repeat(60_000),
    "x=".repeat(90_000),
    `${'"'.repeat(100_000)}${'"a" '.repeat(50_000)}${'"\\'.repeat(50_000)}`,
  ]) {
    const startedAt = performance.now();
    redactText(text);
    redactUrl(text);
    redactBody(text, "text/html");
    expect(performance.now() - startedAt).toBeLessThan(1_500);
  }
});
