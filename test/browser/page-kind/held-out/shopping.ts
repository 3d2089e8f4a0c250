import { fixture, links, og, picture, times } from "../fixture.ts";
import { prose } from "../prose.ts";

export const SHOPPING = [
  fixture(
    "product",
    "Lampe de bureau Orion | Maison Lumière",
    `<div class="top">${links("Luminaires", "Promotions", "Mon panier")}</div><div itemscope itemtype="http://schema.org/Product"><h1 itemprop="name">Lampe de bureau Orion</h1>${picture(420, 420)}<div itemprop="offers" itemscope itemtype="http://schema.org/Offer"><span itemprop="price">64,90</span> €</div><div>Livraison offerte · En stock</div><a class="btn" role="button" href="#">Ajouter au panier</a><h3>Caractéristiques</h3><ul><li>LED 9 W</li><li>Hauteur 48 cm</li></ul><h3>Avis clients (27)</h3></div>`,
    { lang: "fr" },
  ),
  fixture(
    "product",
    "Zapatillas Viento 3 - Tienda Andes",
    `<header>${links("Hombre", "Mujer", "Niños", "Outlet")}</header><div class="pdp"><div>${times(4, () => picture(300, 300))}</div><div><h2>Zapatillas Viento 3</h2><s>$ 89.990</s><b>$ 62.993</b><small>30% OFF</small><div>Talla ${times(6, (n) => `<button>${37 + n}</button>`)}</div><button>Agregar al carro</button><button>Comprar ahora</button><p>Despacho a domicilio en 48 h</p><p>${prose(1, "es")}</p></div></div><h3>También te puede gustar</h3>${times(6, (n) => `<div class="c">${picture(160, 160)}<a href="#">Zapatilla ${n}</a><b>$ ${40 + n}.990</b></div>`)}`,
    { lang: "es" },
  ),
  fixture(
    "product",
    "ThinkStation P9 Tower Workstation 64GB | Outlet Computers",
    `<div>${links("Laptops", "Desktops", "Monitors")}</div><div class="product-hero">${picture(460, 380)}<h1>ThinkStation P9 Tower Workstation</h1><p>SKU 30GX · Condition: refurbished</p><p>Was £1,499.00 <strong>Now £1,129.00</strong> inc VAT</p><p>Only 3 left</p><label>Qty<select><option>1</option></select></label><input type="submit" value="Add to Basket"></div><h2>Specification</h2><table>${times(8, (n) => `<tr><th>Spec ${n}</th><td>Value ${n}</td></tr>`)}</table><h2>Questions &amp; answers</h2><p>${prose(2)}</p>`,
    { head: og("og:product") },
  ),
  fixture(
    "product",
    "南部鉄器 急須 0.6L：工芸ストア",
    `<div>${links("トップ", "急須", "湯のみ", "買い物かご")}</div><table><tr><td>${picture(400, 400)}</td><td><b>南部鉄器 急須 0.6L</b><br>価格 12,100円（税込）<br>在庫：残りわずか<br>個数 <input value="1" size="2"> <input type="submit" value="かごに入れる"></td></tr></table><p>${prose(1, "ja", 3)}</p>`,
    { lang: "ja" },
  ),
  fixture(
    "product-list",
    "Vestidos | Tienda Andes",
    `<h2>Vestidos</h2><span>126 productos</span><div>Ordenar por: <select><option>Recomendados</option><option>Menor precio</option></select></div><div class="grid">${times(12, (n) => `<a href="#" class="g-item">${picture(200, 260)}<p>Vestido ${n}</p><p>$ ${19 + n}.990</p></a>`)}</div><button>Ver más</button>`,
    { lang: "es" },
  ),
  fixture(
    "product-list",
    "Hotels in Gdańsk: 214 stays",
    `<div><input value="Gdańsk"><input value="3 Mar – 5 Mar"><button>Search</button></div><div>Filter by: ${times(4, (n) => `<label><input type="checkbox">${n + 2} stars</label>`)}</div>${times(8, (n) => `<div data-testid="card">${picture(220, 220)}<h3><a href="#">Hotel Amber ${n}</a></h3><span>8.${n} Very good</span><p>Free cancellation</p><b>€${61 + n * 9}</b> per night<button>See availability</button></div>`)}`,
  ),
  fixture(
    "product-list",
    "Gebrauchtwagen Kombi bis 15.000 €",
    `<h1>1.204 Kombis</h1><aside>Marke Modell Preis bis Kilometer <button>Suche anpassen</button></aside><ul>${times(8, (n) => `<li><a href="#">${picture(240, 160)}<b>Kombi ${n} 1.6 TDI</b></a> ${90 + n}.000 km · EZ 0${n + 1}/2017 · <b>${8 + n}.900 €</b> <button aria-label="Parken">♡</button></li>`)}</ul>${links("1", "2", "3", "Weiter")}`,
    { lang: "de" },
  ),
  fixture(
    "product-list",
    "Tea pots",
    `<shop-nav>${links("Tea", "Pots", "Bag")}</shop-nav><table>${times(4, (r) => `<tr>${times(3, (c) => `<td>${picture(150, 150)}<br><a href="#">Pot ${r}-${c}</a><br>Price: ${20 + r + c} USD<br><input type="button" value="Buy"></td>`)}</tr>`)}</table>`,
  ),
  fixture(
    "checkout",
    "Finalizar compra | Tienda Andes",
    `<div class="step">1 Identificación 2 Envío <b>3 Pago</b></div><h2>Medio de pago</h2><div><label>Número de tarjeta<input></label><label>Vencimiento<input placeholder="MM/AA"></label><label>Código de seguridad<input></label><label>Cuotas<select><option>1 cuota</option></select></label></div><div>Resumen del pedido<br>Subtotal $ 62.993<br>Envío $ 3.990<br>Total $ 66.983</div><button>Pagar</button>`,
    { lang: "es" },
  ),
  fixture(
    "checkout",
    "Review your booking",
    `<main><h2>Review and pay</h2><section><h3>Your trip</h3><p>3–5 March · 2 guests</p></section><section><h3>Price details</h3><p>2 nights €122.00</p><p>Service fee €14.00</p><p><b>Total (EUR) €136.00</b></p></section><section><h3>Pay with</h3><label><input type="radio" checked> Credit or debit card</label><iframe src="https://js.stripe.com/v3/elements-inner-card" title="Secure card number input" height="50"></iframe><label>Billing address ZIP<input></label></section><button>Confirm and pay</button></main>`,
  ),
  fixture(
    "checkout",
    "ご注文手続き｜工芸ストア",
    `<h1>ご注文内容の確認</h1><table><tr><td>南部鉄器 急須</td><td>12,100円</td></tr><tr><td>送料</td><td>660円</td></tr><tr><td>合計</td><td>12,760円</td></tr></table><h2>お届け先</h2><p>東京都…</p><h2>お支払い方法</h2><label><input type="radio"> クレジットカード</label><label><input type="radio"> 代金引換</label><button>注文を確定する</button>`,
    { lang: "ja" },
  ),
  fixture(
    "checkout",
    "Bezahlen und Bestellen",
    `<h2>Bestellung prüfen</h2><div>Lieferadresse: Anna Beispiel, Hafenstr. 3 <a>ändern</a></div><div>Zahlungsmittel: Visa •••• 4242 <a>ändern</a></div><div>Artikel: 89,00 EUR</div><div>Versand: 0,00 EUR</div><div>Gesamtbetrag: 89,00 EUR</div><button>Jetzt kaufen</button><small>Mit der Bestellung akzeptieren Sie unsere AGB.</small>`,
    { lang: "de" },
  ),
  fixture(
    "ecommerce",
    "Maison Lumière : luminaires et décoration en ligne",
    `<div>${links("Luminaires", "Tapis", "Textile", "Promotions")}<a>Mon panier</a><a>Mon compte</a></div><div>${picture(1100, 360)}<b>Soldes : jusqu'à -50 %</b><a>J'en profite</a></div><h3>Nos univers</h3>${times(5, (n) => `<a href="#">${picture(150, 150)}Univers ${n}</a>`)}<div>Livraison gratuite dès 49 € · Retours sous 30 jours · Paiement sécurisé</div><h3>Nouveautés</h3>${times(3, (n) => `<a href="#">${picture(180, 180)}Lampe ${n} ${29 + n},90 €</a>`)}`,
    { lang: "fr" },
  ),
  fixture(
    "ecommerce",
    "Bag",
    `<h2>Review your bag.</h2><p>Free delivery and free returns.</p><div>${picture(140, 140)} Aurora Phone 9 <select><option>1</option></select> $799.00 <button>Remove</button></div><div>Subtotal $799.00</div><div>Shipping FREE</div><button>Check Out</button>`,
  ),
  fixture(
    "ecommerce",
    "買い物かご",
    `<h1>買い物かご</h1><table><tr><th>商品</th><th>数量</th><th>小計</th></tr><tr><td>急須</td><td><input value="1" size="2"></td><td>12,100円</td><td><button>削除</button></td></tr></table><p>小計 12,100円</p><a href="#">レジに進む</a><a href="#">買い物を続ける</a>`,
    { lang: "ja" },
  ),
  fixture(
    "ecommerce",
    "Outlet Computers – refurbished tech, up to 70% off",
    `<header><input placeholder="What are you looking for?">${links("Laptops", "Desktops", "Monitors", "Phones", "Clearance")}<a>Basket 0</a></header><ul class="usp"><li>Next day delivery</li><li>2 year warranty</li><li>Rated Excellent</li></ul>${picture(1000, 300)}<h2>Shop by department</h2>${times(6, (n) => `<a href="#">${picture(120, 120)}${["Laptops", "Desktops", "Monitors", "Phones", "Tablets", "Printers"][n]}</a>`)}<h2>Today's deals</h2>${times(4, (n) => `<div>${picture(150, 120)}<a href="#">Deal ${n}</a> £${199 + n * 40}.00</div>`)}`,
  ),
];
