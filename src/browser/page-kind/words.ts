/**
 * Words by what they tell of a page, in the languages most pages are written in. Japanese and Chinese
 * have no word boundaries, so only words of other scripts are bounded.
 */
export const WORDS = {
  login:
    /\b(log|sign)[ -]?(in|on)\b|\bwelcome back\b|anmeld(en|ung)|einloggen|connexion|se connecter|connectez|inici(ar|e|a) sesi[oó]n|\bacceso\b|^entrar$|\baccedi\b|inloggen|logga in|войти|ログイン|サインイン|会員の方|登录|aanmelden|zaloguj|logowanie|fazer login|^entrar$|iniciar sessão|area riservata/iu,
  forgot:
    /(forg[eo]t|lost|reset|recover).{0,16}password|password (recovery|reset)|passwort vergessen|mot de passe oubli|olvid.{0,20}contrase|password dimenticata|パスワードを?(お?忘れ)|wachtwoord (kwijt|vergeten)|esquec(i|eu).{0,12}senha|(hai )?dimenticato la password|nie pamięta(sz|m) hasła/iu,
  provider: /\b(continue|sign (in|up)|log in|weiter|anmelden|continuer) (with|mit|avec) \w+/iu,
  code: /(authentication|verification|one-time|security|6-digit) code|two-(step|factor)|best[aä]tigungscode|認証コード/iu,
  register:
    /\b(sign up|register|registrieren|join us|rejoignez|inscri(ption|re)|create (an|your|my)? ?account|cr[ée]er (mon|un) compte|konto (erstellen|anlegen)|crear (una )?cuenta|reg[ií]strese)|会員登録|新規登録|アカウント(を)?作成|registreren|account aanmaken|registrati|cadastr(e-se|ar)|criar conta|zarejestruj|rejestracja|verbindlich anmelden/iu,
  buy: /\badd to (cart|bag|basket|trolley)\b|\bbuy( it)? now\b|in den (waren|einkaufs)|ajouter au panier|(agregar|a[ñn]adir) al car|comprar ahora|aggiungi al carrello|かごに入れる|カートに(入れる|追加)|今すぐ(買|購入)|加入购物车|^buy$|in (mijn )?winkel(wagen|mand)|^comprar$|adicionar ao carrinho|^acquista( ora)?$|do koszyka|kup teraz/iu,
  pay: /\b(pay (now|[$€£\d])|confirm and pay|place (your |my )?order|complete (purchase|order)|submit order)|zahlungspflichtig|jetzt (kaufen|bezahlen)|payer\b|passer (la |ma )?commande|^pagar|finalizar (compra|pedido)|realizar pedido|注文を?確定|支払う|立即支付|bestelling plaatsen|^betalen|^pagar|finalizar pedido|^paga |conferma ordine|zamawiam|^donate [$€£]/iu,
  checkout:
    /\bcheckout\b|\bkasse\b|\bpaiement|review and pay|finalizar compra|medio de pago|zahlungsart|bezahlen|bestellung (pr[üu]fen|abschlie)|(ご)?注文(手続き|内容の確認)|お支払い方法|\bpayment\b|pay with|\bbetaling|afrekenen|\bpagamento|\bpłatność/iu,
  summary:
    /order summary|price details|your order|ihre bestellung|gesamt(summe|betrag)|r[ée]capitulatif|total ttc|resumen del pedido|ご?注文内容|合計|subtota[al]l|sous-total|subtotaal|subtotale|verzendkosten|razem/iu,
  card: /\bcard number|kartennummer|num[ée]ro de (la )?carte|n[úu]mero de (la )?tarjeta|カード番号|\bcvc|\bcvv|cryptogramme|security code|c[óo]digo de seguridad|expir|vencimiento|\bmm ?\/ ?(yy|aa|jj)/iu,
  address:
    /\baddress|street|postcode|postal|\bzip\b|\bcity\b|stra(ss|ß)e|\bplz\b|adresse|direcci[óo]n|住所|郵便/iu,
  cart: /\b(cart|basket|bag)\b|warenkorb|\bpanier|carri(to|nho|o)\b|carro de compras|carrello|買い物かご|カート|购物车|winkel(wagen|mand)|\bkoszyk/iu,
  cartWork:
    /\b(remove|continue shopping|promo code|proceed to checkout|check ?out)\b|entfernen|zur kasse|weiter einkaufen|zwischensumme|subtotal|sous-total|supprimer|削除|小計|レジに進む|買い物を続ける|verwijderen|verder winkelen|naar de kassa|remover|continuar comprando|rimuovi|usuń/iu,
  shop: /\b(shop (now|all|by)|bestsellers?|new arrivals|(free|next day) (delivery|shipping|returns)|today'?s deals|gift cards?|clearance|size guide|store finder)|livraison (gratuite|offerte)|soldes|promotions|env[íi]o gratis|ofertas|versandkostenfrei|kostenloser versand|送料無料|retours?\b.*jours|frete gr[áa]tis|compre por categoria|gratis (verzending|bezorging)|spedizione gratuita|darmowa dostawa|parcele em/iu,
  stock:
    /\bin stock\b|\bonly \d+ left|lieferzeit|auf lager|en stock|在庫|quantity|\bqty\b|art\.-nr|\bsku\b|\bspecifications?\b|technische daten|caract[ée]ristiques|商品説明|product details|\btalla\b|customer reviews|add to wish ?list|op voorraad|em estoque|disponibile|dostępny|productinformatie|descri[çc][ãa]o|descrizione/iu,
  sort: /\bsort(ed)?( by)?\b|sortieren|trier|ordenar|並び替え|low to high|menor precio|^filters?$|filter by|^filter\b|\bnewest first/iu,
  tally:
    /\b\d[\d.,]* ?(products|items|properties|stays|hotels|artikel|produkte|produits|productos|件の商品)|\bvon \d[\d.]* artikel|\b\d[\d.]* (resultaten|artikelen|produtos|prodotti|produktów)/iu,
  results:
    /\bresults (for|of)\b|search results|\b\d[\d.,]* (results|hits|matches|jobs found)|match(es)? your search|no results|returned \d+|suchergebnis|treffer|r[ée]sultats?( de| pour)?\b|resultados|検索結果|results \(|zoekresultaten|resultados (para|de)|risultati (per|della)|wyniki wyszukiwania|\b\d+ (resultaten|gevonden|risultati|matches)|(top|best) matches/iu,
  search:
    /\bsearch\b|\bsuche\b|recherche|b[úu]squeda|検索|^find\b|zoeken|ricerca|szukaj|pesquisa/iu,
  contact:
    /\b(contact|get in touch|send (us )?a? ?message|enquiry|appl(y|ication)|survey|questionnaire|book(ing)?|appointment|report a|feedback|request)\b|kontakt|formular|demande|solicitud|prenota|お問い合わせ|申し?込み|アンケート|richiesta|contato|contatti|formularz|about you|tell us/iu,
  submit:
    /\b(submit|send|next|continue|save( changes)?|update|apply|create account|register)\b|absenden|weiter|speichern|envoyer|[ée]tape suivante|cr[ée]er|enviar|invia|送信|次へ|確認|versturen|verzenden|calculate|avanti|próximo/iu,
  missing:
    /(^|error |http )\W*[45][0-5]\d\b|\b404\b|\b(40[034]|410|50[0234]) (error|not|page|internal|bad)|not found|(can'?t|couldn'?t|cannot|could not) (find|be found)|page (doesn'?t|does not) exist|no longer (exists?|available)|nicht gefunden|existiert .{0,20}nicht|introuvable|no (se )?encontr|no existe|見つかりません|ページがありません|niet gevonden|bestaat niet|não (foi )?encontrad|non (è stata )?trovata|nie (znaleziono|istnieje)/iu,
  failed:
    /something went wrong|(internal )?server error|(under|scheduled) maintenance|you'?re offline|(service|temporarily) (un)?available|unexpected error|application error|bad gateway|gateway time|down for maintenance|be (right )?back|unerwarteter fehler|^fehler|hat .{0,12}nicht geklappt|une erreur|ha ocurrido un error|エラー|try again later|\boops\b|\boups\b|¡?ups!/iu,
  homeward:
    /(back|return|go) (to )?(the )?home|home ?page|zur startseite|retour [àa] l'accueil|volver al inicio|トップページ(へ|に)|naar de homepage|terug naar home|voltar ao in[íi]cio|torna alla home|strona główna/iu,
  human:
    /(verify|confirm|prove|sure)[^.]{0,24}(human|not a (ro)?bot)|are you (a )?(human|robot)|robot check|press (&|and) hold|human verification|not a robot|kein roboter|ein mensch (sind|bist)|taste gedr[üu]ckt|vous [êe]tes (un )?humain|no (eres|es|soy) un robot|ロボットではありません|あなたが人間|u een mens bent|você é humano|sei umano|jesteś człowiekiem/iu,
  blocked:
    /access denied|(access|request)[^.]{0,24}(denied|blocked)|you have been blocked|unusual traffic|unable to access|pardon our interruption|attention required|checking your browser|security (check|service|of your connection)|sicherheits(über)?pr[üu]fung|s[ée]curit[ée] de votre connexion|enable (js|javascript|cookies)|thought you were a bot|you were a bot|web application firewall|\bwaf\b/iu,
  waiting:
    /^(just a moment|one moment|please wait|checking|un instant|einen moment|nur einen moment|un momento|even geduld|um momento|attendere|chwileczkę|ちょっとお待ち|しばらくお待ち)/iu,
  token: /\bray id\b|reference (id|#|number)|incident (id|number)|\brequest id\b|your ip/iu,
  docs: /\b(docs|documentation|api( reference)?|reference|manual|guide|handbook|handbuch|developer|sdk|help cent(er|re)|knowledge base)\b|guide du d[ée]veloppeur|ドキュメント|マニュアル/iu,
  docsNav:
    /^(introduction|getting started|quick ?start|installation|configuration|authentication|errors|api( reference)?|reference|webhooks|changelog|migration|guides?|concepts|structs|functions|modules?|classes|previous( topic)?.*|next( topic)?.*|table of contents|show source|einf[üu]hrung|konfiguration|befehle|fehlerbehebung|d[ée]marrage rapide|r[ée]f[ée]rence.*|d[ée]pannage|notes de version|release notes|all collections)$/iu,
  onThisPage:
    /on this page|edit (this page|on github)|table of contents|was this (page|article) helpful|did this answer your question|show source|sur cette page|modifier cette page|auf dieser seite|このページの内容/iu,
  signature:
    /\b\w+\([\w*, =.]*\)|\bchanged in version|^(module|class|function|method|struct|trait|interface) /iu,
  question: /[?？]\s*(\W|$)/u,
  answers:
    /\b\d+ (answers?|respuestas|antworten|r[ée]ponses)|\banswered\b|\basked\b|(best|accepted) answer|your answer|answer$|beste antwort|meilleure r[ée]ponse|件の回答|ベストアンサー/iu,
  faq: /frequently asked|common questions|\bfaqs?\b|h[äa]ufig(e| gestellte) fragen|foire aux questions|preguntas frecuentes|よくある質問|veelgestelde vragen|perguntas frequentes|domande frequenti|najczęściej zadawane/iu,
  followers:
    /\bfollow(ers|ing)?\b|\bcontributions\b|\bmember (for|since)\b|\bjoined\b|reputation|badges|folg(en|t)|abonn[ée]s|segui(r|dores|dos)|フォロ(ー|ワー)|kontakte|connections|vernetzen|volg(en|ers|end)\b|seguaci|seguidores/iu,
  following:
    /\d[\d.,]* ?(k|m|mil|mio\.?|tsd\.?)? ?(followers|following|abonn[ée]s|seguidores|seguidos|volgers|abonnenten|フォロワー)/iu,
  biography:
    /\bbiography|about me|(work )?experience|berufserfahrung|education|ausbildung|publications|research interests|committees|elected|^office$|(e-?mail|telephone|phone):|profile (picture|photo)|profilbild|foto del perfil|portrait of|avatar|werkervaring|experi[êe]ncia|esperienza|doświadczenie|exhibitions|clients/iu,
  posts:
    /\b(like|repost|reply|retweet|share|comment(s)?|save|hide)\b|j'aime|commenter|partager|gef[äa]llt|kommentieren|teilen|me gusta|compartir|comentar|いいね|vind ik leuk|reageren|curtir|compartilhar|mi piace|commenta/iu,
  news: /latest|breaking|newsticker|top stories|headlines|nachrichten|actualit[ée]s?|noticias|最新|ニュース|\bfeed\b|\bblog\b|^home\b|weiterlesen|read more|older posts|[äa]ltere beitr/iu,
  play: /^(play( track.*)?|pause|shuffle|watch( now)?|lecture|abspielen|reproducir|▶|full ?screen|plein [ée]cran|volume|subscribe|add to playlist|再生)/iu,
  media:
    /\b(video|episode|podcast|album|songs?|track|listen|watch|photos?|gallery|trailer|views)\b|fotogalerie|\bfotos\b|[ée]pisode|regarder|再生回数|動画|webcam|\bao vivo\b|\blive\b|assistindo/iu,
  photos: /\b(photos?|gallery|album|fotos|fotogalerie|galerie|diashow|slideshow)\b|写真/iu,
  dashboard:
    /\b(dashboard|overview|analytics|monitoring|console|admin|reports? snapshot|insights)\b|[üu]bersicht|tableau de bord|panel de control|resumen general|ダッシュボード|管理画面|\bpainel\b|\bpannello\b/iu,
  logout:
    /\b(log|sign) ?out\b|abmelden|d[ée]connexion|cerrar sesi|ログアウト|uitloggen|afmelden|^sair$|^esci$|wyloguj/iu,
  appNav:
    /^(overview|reports?|alerts|settings|admin|users|customers|orders|invoices|products|statistics|realtime|projects|pipelines|runners|billing|notifications|auftr[äa]ge|kunden|rechnungen|berichte|einstellungen|commandes|clients|produits|statistiques|r[ée]glages|postfach|service|umsätze|pedidos|clientes|relatórios|crew|fleet|maintenance|[üu]berweisung)$/iu,
  start:
    /\b(get started|start (your |a )?(free|\d+-day)|free trial|book (a demo|an? )|try \w+( free)?|request a demo|learn more|find out more|download for|get it on|donate|become a member|contact sales|sign up free|watch the film|^buy$)|jetzt (starten|testen|wechseln)|kostenlos testen|tarif berechnen|prendre rendez-vous|en savoir plus|commencer|empezar|probar gratis|無料で(始める|試す)|gratis proberen|demo aanvragen|beratung|termin (vereinbaren|buchen)|testar gr[áa]tis|prova gratis|wypróbuj|(reserve|book) a table|see the menu/iu,
  pitch:
    /what (our )?customers say|trusted by|loved by|testimonials|why choose|everything you need|how it works|pricing|plans|our (impact|services|treatments)|ready to|no credit card|how you can help|ihre vorteile|so funktioniert|das sagen|nos (domaines|services)|font confiance|compare models|made to|about us|wat klanten zeggen|waarom \p{L}+\?|opening hours|öffnungszeiten|our story|find us|(unsere )?leistungen|über uns|nos prestations/iu,
  corporate:
    /^(pricing|customers|about( us)?|careers|jobs|press|newsroom|product|features|plans|solutions|fees|team|karriere|presse|impressum|[üu]ber uns|datenschutz|le cabinet|comp[ée]tences|honoraires|mentions l[ée]gales|what we do|get involved|donate|imprint|terms|privacy)$/iu,
  byline:
    /^(by|par|von|por|posted|written by|published)\b|\bby \p{Lu}\w+ \p{Lu}|\bmin(ute)?s? read\b|publi[ée] le|ver[öo]ffentlicht|\b(january|february|march|april|may|june|july|august|september|october|november|december|jan|feb) \d|\b\d{1,2}\.? (january|february|march|april|may|june|july|august|september|october|november|december|januar|februar|m[äa]rz|janvier|f[ée]vrier|mars|avril|enero|febrero|marzo)|\d{4}年\d{1,2}月\d{1,2}日|^(door|di|by) \p{Lu}/iu,
  related:
    /related (articles|stories)|most read|lire aussi|read next|comments? \(|\bresponses\b|関連記事|references$|^contents$|zutaten|zubereitung|ingredients|mehr zum thema|lees ook|leggi anche|leia também/iu,
} as const;

export type WordKey = keyof typeof WORDS;
