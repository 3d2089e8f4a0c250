const STYLE = `
  :host { display: inline-flex; gap: 2px; font-size: 1.25em; line-height: 1; }
  label { cursor: pointer; color: #d9cfbd; padding: 2px; }
  label.on, .stars { color: #d08c1f; }
  input { position: absolute; opacity: 0; width: 1em; height: 1em; margin: 0; cursor: pointer; }
  label:focus-within { outline: 2px solid #1f4d3c; border-radius: 4px; }
`;

function starText(value) {
  const full = Math.round(value);
  return "★".repeat(full) + "☆".repeat(5 - full);
}

/** Five stars in an open shadow root: a picture when `readonly`, else a form field of radios. */
class RatingStars extends HTMLElement {
  static formAssociated = true;
  #internals = this.attachInternals();
  #root = this.attachShadow({ mode: "open" });

  connectedCallback() {
    const style = document.createElement("style");
    style.textContent = STYLE;
    const content = this.hasAttribute("readonly") ? [this.#picture()] : this.#radios();
    this.#root.replaceChildren(style, ...content);
  }

  #picture() {
    const value = Number(this.getAttribute("value"));
    const picture = document.createElement("span");
    picture.className = "stars";
    picture.setAttribute("role", "img");
    picture.setAttribute("aria-label", `Rated ${value} of 5`);
    picture.textContent = starText(value);
    return picture;
  }

  #radios() {
    this.#internals.role = "radiogroup";
    return [1, 2, 3, 4, 5].map((value) => {
      const label = document.createElement("label");
      const input = document.createElement("input");
      Object.assign(input, { type: "radio", name: "stars", value: String(value) });
      input.setAttribute("aria-label", value === 1 ? "1 star" : `${value} stars`);
      input.addEventListener("change", () => this.#choose(value));
      label.append(input, "★");
      return label;
    });
  }

  #choose(value) {
    this.#internals.setFormValue(String(value));
    const labels = this.#root.querySelectorAll("label");
    for (const [index, label] of labels.entries()) label.classList.toggle("on", index < value);
  }
}

customElements.define("rating-stars", RatingStars);
