import { findProduct, type Product } from "../catalogue.ts";
import { type Answer, type Exchange, redirect } from "../exchange.ts";
import { type Html, html } from "../html.ts";
import { type Part, parseMultipart } from "../multipart.ts";
import type { Review, Visitor } from "../visitors.ts";
import { notFound } from "./not-found.ts";

const EDITORS_REVIEW = {
  author: "Grace, our packer",
  text: "I pack dozens of these a week and still bought one for my sister.",
};

function ownReview(review: Review): Html {
  const { photo } = review;
  return html`<li><p><b>You</b> · ${review.rating} of 5</p><p>${review.text}</p>
  ${photo && html`<p class="photo">Photo: ${photo.name}, ${photo.bytes} bytes</p>`}</li>`;
}

function reviewForm(product: Product): Html {
  return html`<form class="review-form" method="post" action="/product/${product.slug}/review" enctype="multipart/form-data">
  <h3>Write a review</h3>
  <p class="field"><span id="rating-label">Your rating</span>
    <rating-stars name="rating" aria-labelledby="rating-label"></rating-stars></p>
  <p class="field"><label for="review-text">Your review</label>
    <textarea id="review-text" name="text" rows="3" required maxlength="1000"></textarea></p>
  <p class="field"><label for="photo">Photo (optional)</label>
    <input id="photo" name="photo" type="file" accept="image/*"></p>
  <button class="button quiet">Send review</button>
</form>`;
}

/** The reviews of a product: the shop's own, then those this visitor wrote. */
export function reviewSection(product: Product, visitor: Visitor): Html {
  const own = visitor.reviews.filter(({ slug }) => slug === product.slug);
  return html`<section class="reviews" aria-labelledby="reviews-title">
  <div><h2 id="reviews-title">Reviews</h2>
  <ul><li><p><b>${EDITORS_REVIEW.author}</b> · 5 of 5</p><p>${EDITORS_REVIEW.text}</p></li>
  ${own.map(ownReview)}</ul></div>
  ${reviewForm(product)}
</section>`;
}

function textOf(parts: readonly Part[], name: string): string {
  const part = parts.find((candidate) => candidate.name === name);
  return (part?.data.toString("utf8") ?? "").trim().slice(0, 1000);
}

function photoOf(parts: readonly Part[]): Review["photo"] {
  const file = parts.find(({ name, fileName }) => name === "photo" && fileName);
  return file && { name: file.fileName ?? "", bytes: file.data.length };
}

function thanks(photo: Review["photo"]): string {
  if (!photo) return "Thank you for your review.";
  return `Thank you for your review. We received ${photo.name}, ${photo.bytes} bytes.`;
}

/** Takes a review and says what arrived of the photo: its name and its length in bytes. */
export function addReview(exchange: Exchange): Answer {
  const product = findProduct(exchange.name);
  if (!product) return notFound(exchange);
  const parts = parseMultipart(exchange.contentType, exchange.body);
  const photo = photoOf(parts);
  const rating = Number(textOf(parts, "rating")) || 0;
  exchange.visitor.reviews.push({ slug: product.slug, rating, text: textOf(parts, "text"), photo });
  exchange.visitor.flash = thanks(photo);
  return redirect(`/product/${product.slug}`);
}
