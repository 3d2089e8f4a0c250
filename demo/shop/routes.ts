import type { Handler } from "./exchange.ts";
import { aboutPage, termsPage } from "./pages/about.ts";
import { accountPage, login, loginPage, logout } from "./pages/account.ts";
import {
  addToCart,
  applyCoupon,
  cartPage,
  removeFromCart,
  setGiftWrap,
  setQuantity,
} from "./pages/cart.ts";
import { checkout, checkoutPage } from "./pages/checkout.ts";
import { deliveryFrame, reserveSlot } from "./pages/delivery.ts";
import { home, subscribe } from "./pages/home.ts";
import { orderPage } from "./pages/order.ts";
import { productPage } from "./pages/product.ts";
import { addReview } from "./pages/review.ts";
import { searchPage } from "./pages/search.ts";

/** `:name` in a path stands for one segment, which becomes the exchange's `name`. */
const ROUTES: readonly (readonly [method: string, path: string, handler: Handler])[] = [
  ["GET", "/", home],
  ["POST", "/newsletter", subscribe],
  ["GET", "/search", searchPage],
  ["GET", "/product/:name", productPage],
  ["POST", "/product/:name/review", addReview],
  ["GET", "/login", loginPage],
  ["POST", "/login", login],
  ["POST", "/logout", logout],
  ["GET", "/account", accountPage],
  ["GET", "/cart", cartPage],
  ["POST", "/cart/add", addToCart],
  ["POST", "/cart/quantity", setQuantity],
  ["POST", "/cart/remove", removeFromCart],
  ["POST", "/cart/gift-wrap", setGiftWrap],
  ["POST", "/cart/coupon", applyCoupon],
  ["GET", "/checkout", checkoutPage],
  ["POST", "/checkout", checkout],
  ["GET", "/checkout/delivery", deliveryFrame],
  ["POST", "/checkout/delivery", reserveSlot],
  ["GET", "/orders/:name", orderPage],
  ["GET", "/about", aboutPage],
  ["GET", "/terms", termsPage],
];

function nameIn(path: string, pathname: string): string | undefined {
  if (!path.includes(":name")) return path === pathname ? "" : undefined;
  return new RegExp(`^${path.replace(":name", "([A-Za-z0-9-]+)")}$`).exec(pathname)?.[1];
}

/** The handler of an address with the variable part of its path, or nothing. */
export function findRoute(
  method: string,
  pathname: string,
): { handler: Handler; name: string } | undefined {
  for (const [routeMethod, path, handler] of ROUTES) {
    const name = routeMethod === method ? nameIn(path, pathname) : undefined;
    if (name !== undefined) return { handler, name };
  }
  return undefined;
}
