const session = JSON.parse(sessionStorage.getItem("session") ?? "{}");

export function isSignedIn() {
  return session.token !== undefined;
}

export function signedInAs() {
  return session.user;
}

export function tokenOf() {
  return session.token;
}

export async function signIn(email, password) {
  const { token, csrfToken, user } = await request("POST", "/api/login", { email, password });
  Object.assign(session, { token, csrfToken, user });
  sessionStorage.setItem("session", JSON.stringify(session));
}

export function signOut() {
  sessionStorage.removeItem("session");
  location.assign("/");
}

export function credentials() {
  if (!isSignedIn()) return {};
  return { Authorization: `Bearer ${session.token}`, "X-CSRF-Token": session.csrfToken };
}

/** The JSON of the answer; throws what the problem of a failed one is called. */
export async function request(method, path, value) {
  const body = value === undefined ? {} : { body: JSON.stringify(value) };
  const type = value === undefined ? {} : { "Content-Type": "application/json" };
  return read(await fetch(path, { method, headers: { ...credentials(), ...type }, ...body }));
}

export async function read(response) {
  const text = await response.text();
  if (response.ok) return text === "" ? undefined : JSON.parse(text);
  const { title, errors = [] } = JSON.parse(text);
  throw new Error([title, ...errors.map((one) => `${one.field} ${one.message}`)].join(", "));
}

/** The older way, which much of the web still goes. */
export function requestByXhr(path) {
  return new Promise((done, fail) => {
    const xhr = new XMLHttpRequest();
    xhr.open("GET", path);
    for (const [name, value] of Object.entries(credentials())) xhr.setRequestHeader(name, value);
    xhr.responseType = "json";
    xhr.onload = () =>
      xhr.status < 400 ? done(xhr.response) : fail(new Error(xhr.response.title));
    xhr.onerror = () => fail(new Error("no connection"));
    xhr.send();
  });
}

export function graphql(operation) {
  return request("POST", "/graphql", operation);
}
