import { fixture, jsonLd, links, og, picture, times } from "../fixture.ts";
import { prose } from "../prose.ts";

export const ACCOUNTS = [
  fixture(
    "login",
    "Sign in to Ledgerly",
    `<header><a href="/">Ledgerly</a></header><main><h1>Sign in</h1>
<form action="/session" method="post"><label>Email address <input type="email" name="email" autocomplete="username"></label>
<label>Password <input type="password" name="password" autocomplete="current-password"></label>
<label><input type="checkbox" name="remember"> Keep me signed in</label><button type="submit">Sign in</button></form>
<a href="/forgot">Forgot your password?</a><p>New here? <a href="/signup">Create an account</a></p></main>
<footer>${links("Terms", "Privacy", "Help")}</footer>`,
  ),
  fixture(
    "login",
    "Anmelden | Kundenportal Stadtwerke",
    `<div class="box"><img alt="Stadtwerke" width="120" height="40"><h2>Willkommen zurück</h2>
<form><input name="kundennummer" placeholder="Kundennummer oder E-Mail"><input type="password" placeholder="Passwort">
<button>Anmelden</button></form><a href="#">Passwort vergessen?</a> <a href="#">Noch kein Konto? Jetzt registrieren</a></div>`,
    { lang: "de" },
  ),
  fixture(
    "login",
    "Cloudbox",
    `<div role="main"><h1>Welcome</h1><p>Log in to continue to Cloudbox.</p><button>Continue with Google</button>
<button>Continue with Apple</button><button>Continue with Microsoft</button><hr><form><label for="u">Email</label>
<input id="u" type="email" autocomplete="email username"><button type="submit">Continue</button></form>
<p>Don't have an account? <a href="/register">Sign up</a></p></div>`,
  ),
  fixture(
    "login",
    "ログイン - みどり銀行",
    `<header>みどり銀行</header><h1>ログイン</h1><form><dl><dt>お客様番号</dt><dd><input name="id" type="text"></dd>
<dt>パスワード</dt><dd><input type="password" name="pw"></dd></dl><input type="submit" value="ログイン"></form>
<a href="#">パスワードをお忘れの方</a><a href="#">新規口座開設</a>`,
    { lang: "ja" },
  ),
  fixture(
    "login",
    "Team chat – two-step verification",
    `<main><h1>Enter your authentication code</h1><p>We sent a 6-digit code to •••42. Enter it to log in.</p>
<form><input inputmode="numeric" autocomplete="one-time-code" aria-label="Verification code"><button>Verify and sign in</button></form>
<a href="#">Use a backup code</a></main>`,
  ),
  fixture(
    "form",
    "Create your account – Ledgerly",
    `<main><h1>Create your account</h1><form><label>First name<input name="first" autocomplete="given-name"></label>
<label>Last name<input name="last" autocomplete="family-name"></label><label>Work email<input type="email" name="email"></label>
<label>Password<input type="password" autocomplete="new-password"></label><label>Confirm password<input type="password" autocomplete="new-password"></label>
<label>Company size<select><option>1–10</option><option>11–50</option></select></label>
<label><input type="checkbox"> I agree to the Terms</label><button>Create account</button></form>
<p>Already have an account? <a href="/login">Sign in</a></p></main>`,
  ),
  fixture(
    "form",
    "Contact us | Harbour Dental",
    `<nav>${links("Home", "Treatments", "Fees", "Team", "Contact")}</nav><h1>Get in touch</h1><p>We answer within one working day.</p>
<form><label>Your name <input required></label><label>Email <input type="email" required></label><label>Phone <input type="tel"></label>
<label>Subject <select><option>Appointment</option><option>Question</option></select></label><label>Message <textarea rows="6"></textarea></label>
<button type="submit">Send message</button></form><address>12 Quay Street</address>`,
  ),
  fixture(
    "form",
    "Demande de passeport – Service public",
    `<h1>Pré-demande de passeport</h1><ol><li aria-current="step">Identité</li><li>Adresse</li><li>Récapitulatif</li></ol>
<form><fieldset><legend>Demandeur</legend><label>Nom de naissance<input></label><label>Prénoms<input></label>
<label>Date de naissance<input type="date"></label><label><input type="radio" name="s"> Madame</label><label><input type="radio" name="s"> Monsieur</label>
<label>Lieu de naissance<input></label><label>Taille (cm)<input type="number"></label></fieldset><button>Étape suivante</button></form>`,
    { lang: "fr" },
  ),
  fixture(
    "form",
    "Customer satisfaction survey",
    `<form><h2>How did we do?</h2>${times(5, (n) => `<fieldset><legend>Question ${n + 1}: ${prose(n, "en", 1)}</legend>${times(4, (i) => `<label><input type="radio" name="q${n}"> ${i + 1}</label>`)}</fieldset>`)}
<label>Anything else?<textarea></textarea></label><button>Submit survey</button></form>`,
  ),
  fixture(
    "form",
    "Shipping address – your profile",
    `<header>${links("Home", "Account")}</header><h1>Edit your delivery address</h1><form>
<label>Full name<input autocomplete="name"></label><label>Street<input autocomplete="street-address"></label><label>City<input autocomplete="address-level2"></label>
<label>Postcode<input autocomplete="postal-code"></label><label>Country<select autocomplete="country"><option>Ireland</option></select></label>
<button>Save changes</button><button type="button">Cancel</button></form>`,
  ),
  fixture(
    "profile",
    "Mina Okafor (@minaok) · Chirper",
    `<nav>${links("Home", "Explore", "Notifications", "Messages")}</nav><main><div>${picture(120, 120, "Mina's avatar")}<h1>Mina Okafor</h1><span>@minaok</span>
<p>Bridges, boats and bread. Lagos → Leith.</p><span>Joined March 2014</span><a href="#"><b>312</b> Following</a> <a href="#"><b>4,801</b> Followers</a>
<button>Follow</button><button>Message</button></div><div role="tablist"><button role="tab">Posts</button><button role="tab">Replies</button><button role="tab">Media</button></div>
${times(3, (n) => `<article><a href="#">Mina Okafor</a> <time>${n + 1}h</time><p>${prose(n)}</p><button>Like</button><button>Repost</button></article>`)}</main>`,
    { head: og("profile") },
  ),
  fixture(
    "profile",
    "tkovacs (Tamás Kovács) · CodeHost",
    `<header>${links("Pull requests", "Issues", "Explore")}</header><aside>${picture(260, 260, "avatar")}<h1>Tamás Kovács <small>tkovacs</small></h1><button>Follow</button>
<p>Compilers and coffee</p><a>118 followers</a> · <a>40 following</a><ul><li>Budapest</li><li>tkovacs.example</li></ul></aside>
<main><h2>Pinned</h2>${times(4, (n) => `<div class="repo"><a href="#">repo-${n}</a><p>${prose(n, "en", 1)}</p><span>Rust</span> <span>★ ${n * 31}</span></div>`)}
<h2>512 contributions in the last year</h2></main>`,
    {
      head: jsonLd({
        "@type": "ProfilePage",
        mainEntity: { "@type": "Person", name: "Tamás Kovács" },
      }),
    },
  ),
  fixture(
    "profile",
    "Dr. Elena Rossi – Faculty of Physics",
    `<nav>${links("Faculty", "Research", "Teaching", "People")}</nav><h1>Dr. Elena Rossi</h1>${picture(200, 260, "Portrait of Elena Rossi")}<p>Associate Professor</p>
<dl><dt>Office</dt><dd>Room 4.12</dd><dt>E-mail</dt><dd><a href="mailto:e.rossi@uni.example">e.rossi@uni.example</a></dd><dt>Phone</dt><dd>+39 000 000</dd></dl>
<h2>About</h2><p>${prose(1, "en", 3)}</p><h2>Research interests</h2><ul><li>Quantum optics</li><li>Metrology</li></ul><h2>Selected publications</h2><ul>${times(5, (n) => `<li>Rossi, E. (20${10 + n}). ${prose(n, "en", 1)}</li>`)}</ul>`,
    { head: jsonLd({ "@type": "Person", name: "Elena Rossi", jobTitle: "Associate Professor" }) },
  ),
  fixture(
    "profile",
    "Jonas Weber | Berufsnetz",
    `<main><section>${picture(160, 160, "Profilbild")}<h1>Jonas Weber</h1><p>Elektroingenieur bei Nordstrom Anlagenbau</p><p>Hamburg · 500+ Kontakte</p><button>Vernetzen</button><button>Nachricht</button></section>
<section><h2>Info</h2><p>${prose(1, "de")}</p></section><section><h2>Berufserfahrung</h2><ul><li><h3>Elektroingenieur</h3>2019 – heute</li><li><h3>Werkstudent</h3>2016 – 2019</li></ul></section>
<section><h2>Ausbildung</h2><ul><li>TU Hamburg</li></ul></section><section><h2>Kenntnisse</h2><ul><li>SPS</li><li>EPLAN</li></ul></section></main>`,
    { lang: "de" },
  ),
  fixture(
    "dashboard",
    "Dashboard · Fleetview",
    `<aside><nav>${links("Overview", "Vehicles", "Drivers", "Reports", "Alerts", "Settings")}</nav></aside><header><input type="search" placeholder="Search"><button>Notifications</button><button>Anna ▾</button><a href="/logout">Log out</a></header>
<main><h1>Overview</h1><div class="cards">${["Active vehicles|128", "Trips today|1,204", "Fuel used|8,311 l", "Open alerts|7"].map((c) => `<div class="card"><span>${c.split("|")[0]}</span><strong>${c.split("|")[1]}</strong><small>+3.2 %</small></div>`).join("")}</div>
<canvas width="600" height="240"></canvas><table><thead><tr><th>Vehicle</th><th>Driver</th><th>Status</th><th>Last seen</th></tr></thead><tbody>${times(6, (n) => `<tr><td>V-${n}</td><td>Driver ${n}</td><td>On route</td><td>${n} min ago</td></tr>`)}</tbody></table></main>`,
  ),
  fixture(
    "dashboard",
    "Analytics – Last 30 days",
    `<nav>${links("Home", "Realtime", "Acquisition", "Engagement", "Monetisation", "Admin")}</nav><main><h2>Reports snapshot</h2><select><option>Last 30 days</option><option>Last 7 days</option></select><button>Export</button>
<section><h3>Users</h3><b>48,120</b><svg width="400" height="200" role="img" aria-label="Line chart of users"></svg></section><section><h3>Sessions</h3><b>90,002</b><svg width="400" height="200" role="img" aria-label="Line chart"></svg></section>
<section><h3>Bounce rate</h3><b>41.7 %</b><svg width="300" height="200"></svg></section><section><h3>Top countries</h3><ul><li>Germany 31 %</li><li>France 20 %</li></ul></section></main>`,
  ),
  fixture(
    "dashboard",
    "Warenwirtschaft – Übersicht",
    `<div class="sidebar">${links("Übersicht", "Aufträge", "Kunden", "Lager", "Rechnungen", "Berichte", "Einstellungen", "Abmelden")}</div><main><h1>Übersicht</h1>
<div class="row"><div class="kpi"><h4>Offene Aufträge</h4><p>42</p></div><div class="kpi"><h4>Umsatz heute</h4><p>12.480,00 €</p></div><div class="kpi"><h4>Fällige Rechnungen</h4><p>9</p></div></div>
<canvas width="700" height="260"></canvas><h3>Letzte Aufträge</h3><table><tr><th>Nr.</th><th>Kunde</th><th>Betrag</th><th>Status</th></tr>${times(8, (n) => `<tr><td>${4000 + n}</td><td>Kunde ${n}</td><td>${n * 37},00 €</td><td>offen</td></tr>`)}</table></main>`,
    { lang: "de" },
  ),
  fixture(
    "dashboard",
    "Cluster prod-eu – Monitoring",
    `<header><button>≡</button><span>prod-eu</span><select><option>Last 6 hours</option></select><button>Refresh</button></header><main>${times(6, (n) => `<section class="panel"><h3>${["CPU usage", "Memory", "Requests/s", "Error rate", "Latency p99", "Disk"][n]}</h3><canvas width="380" height="180"></canvas><span>${n * 13} %</span></section>`)}</main>`,
  ),
];
