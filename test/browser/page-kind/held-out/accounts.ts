import { fixture, links, picture, times } from "../fixture.ts";
import { prose } from "../prose.ts";

export const ACCOUNTS = [
  fixture(
    "login",
    "Espace client – Connexion",
    `<div class="css-1k2"><div class="css-9f"><p class="css-ti">Connectez-vous à votre espace</p><div class="fld"><span>Identifiant</span><input type="text"></div><div class="fld"><span>Mot de passe</span><input type="password"><button aria-label="Afficher le mot de passe"></button></div><div role="button" tabindex="0">Se connecter</div><a>Mot de passe oublié ?</a></div><div><img width="600" height="700" alt=""></div></div>`,
    { lang: "fr" },
  ),
  fixture(
    "login",
    "phpAdmin 5.2",
    `<table><tr><td colspan="2"><b>Welcome to phpAdmin</b></td></tr><tr><td>Server:</td><td><select><option>localhost</option></select></td></tr><tr><td>Username:</td><td><input name="user"></td></tr><tr><td>Password:</td><td><input type="password" name="pass"></td></tr><tr><td></td><td><input type="submit" value="Go"></td></tr></table>`,
  ),
  fixture(
    "login",
    "Acceso a la sede electrónica",
    `<header>${links("Inicio", "Trámites", "Ayuda")}</header><main><h1>Inicie sesión</h1><div><button>Cl@ve móvil</button><button>Certificado digital</button></div><form><label>DNI / NIE<input name="dni"></label><label>Contraseña<input type="password"></label><button>Entrar</button></form><p>¿No tiene cuenta? <a>Regístrese</a></p></main><footer>${links("Aviso legal", "Accesibilidad", "Mapa web")}</footer>`,
    { lang: "es" },
  ),
  fixture(
    "login",
    "マイページ",
    `<main><h2>会員の方</h2><form><input type="email" placeholder="メールアドレス"><input type="password" placeholder="パスワード"><button>サインイン</button></form><a>パスワードを忘れた方はこちら</a><h2>はじめての方</h2><a>会員登録（無料）</a></main>`,
    { lang: "ja" },
  ),
  fixture(
    "form",
    "Job application: harbour pilot",
    `<div class="wrap"><h2>Apply for this job</h2><p>* indicates a required field</p>${["First Name", "Last Name", "Email", "Phone", "LinkedIn Profile"].map((label) => `<div><label>${label}<input></label></div>`).join("")}<div>Resume/CV <input type="file"></div><div>Cover Letter <textarea></textarea></div><label>Are you legally authorised to work here?<select><option>Yes</option><option>No</option></select></label><button>Submit application</button></div>`,
  ),
  fixture(
    "form",
    "Inscription",
    `<section><h1>Rejoignez-nous</h1><form><input placeholder="Prénom"><input placeholder="Nom"><input placeholder="Adresse e-mail"><input type="password" placeholder="Choisissez un mot de passe"><label><input type="checkbox"> J'accepte les conditions</label><button>Créer mon compte</button></form><p>Déjà inscrit ? <a>Connexion</a></p></section>`,
    { lang: "fr" },
  ),
  fixture(
    "form",
    "Prenota un tavolo",
    `<nav>${links("Menù", "Cantina", "Dove siamo")}</nav><h2>Prenota un tavolo</h2><div><label>Data <input type="date"></label><label>Ora <input type="time"></label><label>Persone <input type="number" value="2"></label><label>Nome <input></label><label>Telefono <input type="tel"></label><label>Note <textarea></textarea></label><button>Invia richiesta</button></div>`,
    { lang: "it" },
  ),
  fixture(
    "form",
    "Report a problem with a street light",
    `<main class="govuk"><a>Back</a><h1>Where is the street light?</h1><form><label>Street name<input></label><label>Nearest house number<input></label><fieldset><legend>What is wrong with it?</legend><label><input type="radio" name="w">It is off</label><label><input type="radio" name="w">It flickers</label><label><input type="radio" name="w">Something else</label></fieldset><label>Your e-mail (optional)<input type="email"></label><button>Continue</button></form></main>`,
  ),
  fixture(
    "profile",
    "Sofía Luna en Retratos",
    `<div class="_x1"><div class="_x2">${picture(150, 150, "Foto del perfil de sofialuna")}</div><div class="_x3"><h2>sofialuna</h2><button>Seguir</button><ul><li><span>214</span> publicaciones</li><li><span>18,4 mil</span> seguidores</li><li><span>530</span> seguidos</li></ul><div>Sofía Luna</div><span>Fotógrafa · Valparaíso</span></div></div><div class="_grid">${times(9, () => `<a href="#">${picture(290, 290)}</a>`)}</div>`,
    { lang: "es" },
  ),
  fixture(
    "profile",
    "User harbourcat - StackHelp",
    `<div itemscope itemtype="https://schema.org/Person">${picture(128, 128, "harbourcat")}<div itemprop="name">harbourcat</div><ul><li>Member for 7 years</li><li>Last seen this week</li></ul></div><div>Stats <table><tr><td>12,480 reputation</td><td>310k reached</td></tr><tr><td>212 answers</td><td>18 questions</td></tr></table></div><h2>About</h2><p>Sysadmin, cat owner.</p><h2>Badges</h2><p>3 gold · 44 silver · 97 bronze</p><h2>Top posts</h2><ul>${times(5, (n) => `<li><a href="#">${prose(n, "en", 1).slice(0, 40)}</a></li>`)}</ul>`,
  ),
  fixture(
    "profile",
    "Alderman Ruth Vance | Members | City of Leith",
    `<div class="member">${picture(240, 300, "Ruth Vance")}<h1>Alderman Ruth Vance</h1><h3>Ward: North Quay</h3><p>Elected 2018</p><p>Biography: ${prose(0, "en", 3)}</p><h3>Contact details</h3><p>Email: ruth.vance@city.example</p><p>Telephone: 0131 000</p><h3>Committees</h3><ul><li>Planning</li><li>Harbour board</li></ul></div>`,
  ),
  fixture(
    "dashboard",
    "Tableau de bord — Boutique admin",
    `<div class="flex"><div class="w-64">${links("Accueil", "Commandes", "Produits", "Clients", "Statistiques", "Réglages", "Déconnexion")}</div><div class="flex-1"><h2>Bonjour Claire</h2><div class="grid">${times(4, (n) => `<div class="rounded"><div>${["Ventes du jour", "Commandes", "Panier moyen", "Taux de conversion"][n]}</div><div>${n * 311}</div><div>▲ ${n} %</div></div>`)}</div><div><svg width="640" height="280"></svg></div><div>Commandes récentes</div><div role="table">${times(6, (n) => `<div role="row"><div role="cell">#10${n}</div><div role="cell">Client ${n}</div><div role="cell">Expédiée</div></div>`)}</div></div></div>`,
    { lang: "fr" },
  ),
  fixture(
    "dashboard",
    "Pipelines · acme/web",
    `<header>${links("Projects", "Pipelines", "Runners", "Admin")}<img alt="Your avatar" width="32" height="32"></header><section><h1>CI overview</h1><ul><li><b>94.1%</b> success rate</li><li><b>6m 12s</b> median duration</li><li><b>318</b> runs this week</li></ul><canvas width="800" height="200"></canvas></section><table>${times(9, (n) => `<tr><td>#${9000 + n}</td><td>${n % 3 === 0 ? "failed" : "passed"}</td><td>main</td><td>${n} minutes ago</td><td><button>Retry</button></td></tr>`)}</table>`,
  ),
  fixture(
    "dashboard",
    "Mein Konto – Online-Banking",
    `<nav>${links("Finanzübersicht", "Überweisung", "Daueraufträge", "Postfach", "Service", "Abmelden")}</nav><h1>Finanzübersicht</h1><div><h3>Girokonto</h3><span>2.310,55 EUR</span><button>Umsätze</button></div><div><h3>Tagesgeld</h3><span>11.000,00 EUR</span><button>Umsätze</button></div><div><h3>Depot</h3><span>8.412,10 EUR</span><svg width="320" height="160"></svg></div><h2>Letzte Umsätze</h2><table>${times(7, (n) => `<tr><td>0${n + 1}.03.2026</td><td>Lastschrift ${n}</td><td>-${n * 12},90</td></tr>`)}</table>`,
    { lang: "de" },
  ),
];
