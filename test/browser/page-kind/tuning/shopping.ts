import { fixture, jsonLd, links, og, picture, times } from "../fixture.ts";
import { prose } from "../prose.ts";

const SHOP_HEADER = `<header><a href="/">Alder &amp; Ash</a><form role="search"><input type="search" placeholder="Search products"></form>${links("Women", "Men", "Home", "Sale")}<a href="/account">Account</a><a href="/cart">Cart (0)</a></header>`;
const card = (name: string, price: string) =>
  `<li class="product-card"><a href="/p/${name}">${picture(220, 280, name)}<h3>${name}</h3></a><span class="price">${price}</span></li>`;

export const SHOPPING = [
  fixture(
    "product",
    "Linen shirt, sand – Alder & Ash",
    `${SHOP_HEADER}<nav aria-label="Breadcrumb">${links("Home", "Women", "Shirts")}</nav><main>${picture(560, 700, "Linen shirt")}<h1>Linen shirt, sand</h1><p class="price">€79.00</p><p>★★★★☆ 132 reviews</p>
<fieldset><legend>Size</legend>${times(4, (n) => `<label><input type="radio" name="size"> ${["S", "M", "L", "XL"][n]}</label>`)}</fieldset><label>Quantity<input type="number" value="1"></label><button>Add to bag</button><button>Add to wishlist</button>
<p>${prose(1)}</p><h2>Details</h2><ul><li>100 % linen</li><li>Machine wash</li></ul><h2>You may also like</h2><ul>${card("Cotton tee", "€29.00")}${card("Wool scarf", "€49.00")}${card("Canvas tote", "€25.00")}${card("Silk shirt", "€119.00")}</ul></main>`,
    {
      head:
        og("product") +
        jsonLd({
          "@type": "Product",
          name: "Linen shirt",
          offers: { "@type": "Offer", price: 79, priceCurrency: "EUR" },
        }),
    },
  ),
  fixture(
    "product",
    "Akku-Bohrschrauber BS 18 – Werkzeug Krause",
    `<header>${links("Startseite", "Werkzeuge", "Angebote")}<a href="#">Warenkorb</a></header><div>${picture(500, 400, "Bohrschrauber")}</div><h1>Akku-Bohrschrauber BS 18</h1><div>Art.-Nr. 771204 · Lieferzeit 2–3 Tage</div>
<div class="preis">129,90 €</div><div>inkl. MwSt., zzgl. Versand</div><select><option>1 Stück</option><option>2 Stück</option></select><button>In den Warenkorb</button>
<h2>Beschreibung</h2><p>${prose(2, "de", 3)}</p><h2>Technische Daten</h2><table><tr><td>Spannung</td><td>18 V</td></tr><tr><td>Gewicht</td><td>1,4 kg</td></tr></table><h2>Kundenbewertungen</h2><p>4,6 von 5 Sternen</p>`,
    { lang: "de" },
  ),
  fixture(
    "product",
    "Amazonia: The Quiet River (Paperback)",
    `<header>${links("Books", "eBooks", "Gift cards", "Basket")}</header><main>${picture(300, 460, "Cover")}<h1>The Quiet River</h1><p>by <a href="#">R. Adeyemi</a></p><p>4.3 out of 5 · 2,210 ratings</p>
<p>Paperback <b>$14.99</b> · Kindle <b>$9.99</b> · Audiobook <b>$17.20</b></p><p>In stock. Ships within 24 hours.</p><button>Add to Cart</button><button>Buy Now</button><p>${prose(0, "en", 5)}</p>
<h2>Product details</h2><dl><dt>Publisher</dt><dd>Lowland</dd><dt>ISBN</dt><dd>978-0-00-000000-0</dd><dt>Pages</dt><dd>312</dd></dl><h2>Customer reviews</h2>${times(3, (n) => `<article><b>Reader ${n}</b><p>${prose(n)}</p></article>`)}</main>`,
  ),
  fixture(
    "product",
    "コーヒーミル 手挽き | 暮らしの道具",
    `<header>${links("ホーム", "キッチン", "カート")}</header><main>${picture(480, 480, "コーヒーミル")}<h1>コーヒーミル 手挽き</h1><p>¥5,480 (税込)</p><p>送料無料 在庫あり</p><label>数量<select><option>1</option><option>2</option></select></label><button>カートに入れる</button><button>お気に入り</button>
<h2>商品説明</h2><p>${prose(0, "ja", 3)}</p><h2>レビュー</h2><p>★4.5 (38件)</p></main>`,
    {
      lang: "ja",
      head: jsonLd({
        "@graph": [{ "@type": "BreadcrumbList" }, { "@type": "Product", name: "コーヒーミル" }],
      }),
    },
  ),
  fixture(
    "product-list",
    "Women's shirts – Alder & Ash",
    `${SHOP_HEADER}<h1>Shirts</h1><p>48 products</p><aside><h2>Filter</h2>${times(5, (n) => `<label><input type="checkbox"> ${["S", "M", "L", "White", "Blue"][n]}</label>`)}</aside><select aria-label="Sort by"><option>Featured</option><option>Price: low to high</option></select>
<ul>${times(12, (n) => card(`Shirt no. ${n}`, `€${40 + n}.00`))}</ul><nav aria-label="Pagination">${links("1", "2", "3", "Next")}</nav>`,
    { head: jsonLd({ "@type": "CollectionPage", name: "Shirts" }) },
  ),
  fixture(
    "product-list",
    "Notebooks günstig kaufen | TechMarkt",
    `<header>${links("Notebooks", "Tablets", "Zubehör")}<a>Warenkorb</a></header><h1>Notebooks</h1><div>1–24 von 311 Artikeln</div><button>Filter</button><label>Sortieren nach<select><option>Beliebtheit</option><option>Preis aufsteigend</option></select></label>
${times(10, (n) => `<div class="item"><a href="#">${picture(180, 140)}</a><a href="#">Notebook ${n} 15,6" 16 GB</a><ul><li>SSD 512 GB</li><li>Windows</li></ul><strong>${499 + n * 50},00 €</strong><button>In den Warenkorb</button></div>`)}<a href="?p=2">Nächste Seite</a>`,
    { lang: "de" },
  ),
  fixture(
    "product-list",
    "Search: desk lamp – Lumen Store",
    `<header><form role="search"><input type="search" name="q" value="desk lamp"></form>${links("Lamps", "Bulbs", "Cart")}</header><h1>36 results for “desk lamp”</h1><aside>Brand ${times(4, (n) => `<label><input type="checkbox">Brand ${n}</label>`)} Price <input type="range"></aside>
<div class="grid">${times(9, (n) => `<div class="tile">${picture(200, 200)}<a href="#">Desk lamp ${n}</a><span>$${20 + n}.99</span><span>★ 4.${n}</span><button>Add to cart</button></div>`)}</div>`,
  ),
  fixture(
    "product-list",
    "Flats to rent in Leith – Homefinder",
    `<nav>${links("Buy", "Rent", "Agents")}</nav><h1>Properties to rent in Leith</h1><p>87 properties</p><button>Filters</button><select><option>Newest first</option><option>Lowest price</option></select>
${times(8, (n) => `<article>${picture(300, 200)}<h2><a href="#">${n + 1} bedroom flat, Quay ${n}</a></h2><p>£${900 + n * 75} pcm</p><p>${prose(n, "en", 1)}</p><button>Save</button></article>`)}<a href="#">Next</a>`,
  ),
  fixture(
    "checkout",
    "Checkout – Alder & Ash",
    `<header>Alder &amp; Ash</header><main><h1>Checkout</h1><form><h2>Contact</h2><input type="email" placeholder="Email"><h2>Delivery</h2><input placeholder="First name"><input placeholder="Last name"><input placeholder="Address" autocomplete="street-address"><input placeholder="City"><input placeholder="Postcode">
<h2>Payment</h2><input placeholder="Card number" autocomplete="cc-number"><input placeholder="MM / YY" autocomplete="cc-exp"><input placeholder="CVC" autocomplete="cc-csc"><button>Pay now</button></form></main>
<aside><h2>Order summary</h2><p>Linen shirt × 1 €79.00</p><p>Shipping €4.90</p><p>Total €83.90</p><input placeholder="Discount code"><button>Apply</button></aside>`,
  ),
  fixture(
    "checkout",
    "Kasse – Zahlung und Versand",
    `<ol><li>Warenkorb</li><li>Adresse</li><li aria-current="step">Zahlungsart</li><li>Bestätigung</li></ol><h1>Zahlungsart wählen</h1><form>${times(4, (n) => `<label><input type="radio" name="z"> ${["PayPal", "Kreditkarte", "Rechnung", "Lastschrift"][n]}</label>`)}
<h2>Ihre Bestellung</h2><table><tr><td>Bohrschrauber</td><td>129,90 €</td></tr><tr><td>Versand</td><td>4,95 €</td></tr><tr><td>Gesamtsumme</td><td>134,85 €</td></tr></table><label><input type="checkbox"> Ich akzeptiere die AGB</label><button>Zahlungspflichtig bestellen</button></form>`,
    { lang: "de" },
  ),
  fixture(
    "checkout",
    "Cart – Shop",
    `<h1>Your cart</h1><p>2 items</p><div>Mug × 2 <b>$24.00</b></div><div>Shipping <b>$5.00</b></div><div>Total <b>$29.00</b></div><h2>Payment</h2><iframe title="Secure card payment input frame" src="about:blank#pay" width="400" height="120"></iframe>
<label>Name on card<input autocomplete="cc-name"></label><button>Pay $29.00</button>`,
  ),
  fixture(
    "checkout",
    "Paiement sécurisé – Maison Verte",
    `<h1>Paiement</h1><section><h2>Récapitulatif de la commande</h2><p>Sous-total 58,00 €</p><p>Livraison 4,50 €</p><p>Total TTC 62,50 €</p></section><form><label>Numéro de carte<input inputmode="numeric"></label><label>Date d'expiration<input placeholder="MM/AA"></label><label>Cryptogramme<input></label><button>Valider et payer</button></form><p>Visa · Mastercard · paiement 3-D Secure</p>`,
    { lang: "fr" },
  ),
  fixture(
    "ecommerce",
    "Alder & Ash – Clothing and homeware",
    `${SHOP_HEADER}<section>${picture(1200, 420, "Spring collection")}<h1>The spring collection</h1><a href="/new">Shop now</a></section><section><h2>Shop by category</h2><ul>${times(6, (n) => `<li><a href="#">${picture(180, 180)}<span>${["Dresses", "Shirts", "Knitwear", "Bedding", "Candles", "Gifts"][n]}</span></a></li>`)}</ul></section>
<section><h2>Bestsellers</h2><ul>${card("Linen shirt", "€79.00")}${card("Cotton tee", "€29.00")}${card("Wool scarf", "€49.00")}</ul></section><p>Free delivery over €60 · Free returns within 30 days</p><footer>${links("Delivery", "Returns", "Gift cards", "Store finder", "Size guide")}<input type="email" placeholder="Newsletter"></footer>`,
    { head: og("website") + jsonLd({ "@type": "OnlineStore", name: "Alder & Ash" }) },
  ),
  fixture(
    "ecommerce",
    "Your basket – Lumen Store",
    `<header>${links("Lamps", "Bulbs", "Basket (2)")}</header><h1>Your basket</h1><table><tr><td>Desk lamp 3</td><td><input type="number" value="1" aria-label="Quantity"></td><td>$23.99</td><td><button>Remove</button></td></tr><tr><td>LED bulb</td><td><input type="number" value="2" aria-label="Quantity"></td><td>$9.00</td><td><button>Remove</button></td></tr></table>
<p>Subtotal $32.99</p><input placeholder="Promo code"><button>Apply</button><a href="/checkout">Proceed to checkout</a><a href="/">Continue shopping</a>`,
  ),
  fixture(
    "ecommerce",
    "Ihr Warenkorb | TechMarkt",
    `<header>${links("Notebooks", "Tablets", "Zubehör")}</header><h1>Warenkorb</h1><div class="line">Notebook 4 <select aria-label="Menge"><option>1</option></select> 699,00 € <button>Entfernen</button></div><div>Zwischensumme 699,00 €</div><div>Versandkosten kostenlos</div><button>Zur Kasse</button><a href="#">Weiter einkaufen</a>`,
    { lang: "de" },
  ),
  fixture(
    "ecommerce",
    "Your shopping cart is empty",
    `${SHOP_HEADER}<main><h1>Your cart is empty</h1><p>Looks like you have not added anything yet.</p><a href="/">Continue shopping</a></main><footer>${links("Shipping", "Returns", "Gift cards", "Contact")}</footer>`,
  ),
  fixture(
    "ecommerce",
    "MercadoSur: ofertas y envíos gratis",
    `<header><input type="search" placeholder="Buscar productos, marcas y más">${links("Categorías", "Ofertas", "Supermercado", "Vender")}<a href="#">Carrito</a></header><section>${picture(1200, 300, "Ofertas de la semana")}<a href="#">Ver ofertas</a></section>
<h2>Categorías populares</h2>${times(8, (n) => `<a href="#">${picture(90, 90)} Categoría ${n}</a>`)}<h2>Envío gratis</h2><p>En millones de productos desde $ 30.000</p><h2>Medios de pago</h2><p>Tarjetas, efectivo y transferencia</p>`,
    { lang: "es" },
  ),
];
