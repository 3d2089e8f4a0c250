import type { CategoryId, ColourName, Product } from "./catalogue.ts";

type Row = [
  name: string,
  price: number,
  rating: number,
  ratings: number,
  stock: number,
  colours: readonly ColourName[],
  sizes: readonly string[],
  material: string,
  blurb: string,
];

// biome-ignore format: one row a product reads better than one field a line
const ROWS: Record<CategoryId, readonly Row[]> = {
  kitchen: [
    ["Stoneware Teapot", 5400, 4.8, 126, 14, ["Forest", "Cream", "Slate"], ["0.8 litre", "1.2 litre"], "Stoneware, ash glaze", "A drip-free pot that keeps four cups warm through a chapter."],
    ["Enamel Mug", 1400, 4.6, 312, 80, ["Cream", "Forest", "Night"], ["Small, 300 ml", "Large, 500 ml"], "Enamelled steel", "Light enough for a pack, tough enough for a building site."],
    ["Walnut Serving Board", 4800, 4.7, 88, 9, ["Natural"], ["Medium", "Large"], "Oiled black walnut", "One plank, no glue, with a thumb notch where you want it."],
    ["Glass Pour-Over", 3600, 4.4, 57, 22, ["Honey", "Slate"], ["2 cups", "4 cups"], "Borosilicate glass, oak collar", "Slow coffee with a collar that stays cool in the hand."],
    ["Linen Apron", 4200, 4.9, 41, 17, ["Slate", "Clay", "Cream"], ["Regular", "Long"], "Washed Belgian linen", "Cross-back straps, two deep pockets and a loop for a towel."],
    ["Copper Kettle", 8900, 4.5, 33, 0, ["Copper"], ["1.5 litre"], "Copper, tin lining", "Boils fast, sings softly and grows more handsome with age."],
  ],
  desk: [
    ["Dot Grid Notebook", 1600, 4.7, 205, 120, ["Night", "Clay", "Honey"], ["A5", "A4"], "100 g paper, thread bound", "Lies flat at any page and takes a fountain pen without a ghost."],
    ["Brass Rollerball", 3800, 4.3, 64, 25, ["Brass", "Slate"], ["Fine", "Medium"], "Machined brass", "A pen with the weight of a decision. Standard refills."],
    ["Arc Desk Lamp", 9600, 4.6, 72, 11, ["Forest", "Cream", "Night"], ["EU plug", "UK plug"], "Powder-coated steel", "Warm light on a counterweighted arm that stays where you leave it."],
    ["Wool Felt Desk Pad", 3200, 4.5, 49, 36, ["Slate", "Honey"], ["60 cm", "90 cm"], "Merino felt, cork base", "Quiet under a keyboard and soft under a wrist."],
    ["Cedar Pencil Set", 1200, 4.8, 151, 64, ["Natural", "Forest"], ["HB", "2B"], "Incense cedar", "Twelve pencils that smell of the mill they come from."],
    ["Oak Paper Tray", 4500, 4.2, 18, 7, ["Natural", "Slate"], ["Single", "Double"], "Solid oak", "Stacks in either direction, holds a ream and a half."],
  ],
  outdoors: [
    ["Canvas Day Pack", 7800, 4.7, 143, 19, ["Honey", "Forest", "Night"], ["18 litre", "24 litre"], "Waxed cotton canvas", "One zip, one strap, room for lunch, a coat and a library book."],
    ["Trail Bottle", 2800, 4.5, 260, 95, ["Slate", "Clay", "Forest"], ["500 ml", "750 ml"], "Stainless steel", "Ice at noon, tea at dusk, and a lid that survives a fall."],
    ["Waxed Field Blanket", 6400, 4.6, 39, 13, ["Forest", "Clay"], ["Two people", "Four people"], "Waxed cotton, wool back", "Dry below, warm above, rolled up in ten seconds."],
    ["Folding Camp Stool", 5200, 4.1, 27, 16, ["Natural", "Night"], ["Low", "Tall"], "Beech, cotton sling", "Sits flat in a boot and steady on a beach."],
    ["Rechargeable Head Torch", 3900, 4.4, 96, 41, ["Slate", "Honey"], ["200 lumen", "400 lumen"], "Aluminium, recycled strap", "Forty hours on low and a red light for reading maps."],
    ["Light Rain Shell", 11800, 4.3, 58, 8, ["Honey", "Night", "Forest"], ["S", "M", "L"], "Recycled nylon", "Three layers, two pockets, packs into its own hood."],
  ],
  home: [
    ["Beeswax Candle", 1800, 4.9, 187, 70, ["Honey", "Cream"], ["Pillar", "Taper pair"], "Pure beeswax", "Forty hours of honey-coloured light and no perfume at all."],
    ["Lambswool Throw", 8200, 4.8, 74, 12, ["Rose", "Slate", "Cream"], ["130 cm", "180 cm"], "Scottish lambswool", "Woven in a valley with more sheep than people."],
    ["Birch Wall Clock", 5900, 4.4, 45, 20, ["Natural", "Cream"], ["25 cm", "35 cm"], "Birch plywood", "A silent movement and a face you can read across a room."],
    ["Terracotta Pot", 2200, 4.6, 119, 55, ["Clay", "Cream"], ["12 cm", "18 cm", "24 cm"], "Fired clay", "Breathes the way roots like it, with a saucer that fits."],
    ["Waffle Bath Towel", 2600, 4.5, 133, 48, ["Cream", "Slate", "Rose"], ["Hand", "Bath"], "Organic cotton", "Dries you quickly and itself even quicker."],
    ["Seagrass Basket", 3400, 4.2, 52, 15, ["Natural", "Night"], ["Small", "Large"], "Handwoven seagrass", "For logs, laundry, or everything on the stairs."],
  ],
};

function slugOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z]+/g, "-");
}

function toProduct(category: CategoryId, row: Row): Product {
  const [name, price, rating, ratings, stock, colours, sizes, material, blurb] = row;
  const facts = { price, rating, ratings, stock, colours, sizes, material, blurb };
  return { slug: slugOf(name), name, category, ...facts };
}

const ORDER: readonly CategoryId[] = ["kitchen", "desk", "outdoors", "home"];

/** The fixed catalogue of 24 products, six a department. */
export const PRODUCTS: readonly Product[] = ORDER.flatMap((category) =>
  ROWS[category].map((row) => toProduct(category, row)),
);
