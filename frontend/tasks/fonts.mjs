// Fonts for the PDF side only (WeasyPrint): a fresh server has no Chinese font. Screens use the system's fonts.
import { readFile } from "node:fs/promises";

export const FONTS = [
  ["fonts/noto-sans-sc-400.ttf", "noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf"],
  ["fonts/noto-sans-sc-600.ttf", "noto-sans-sc/600SemiBold/NotoSansSC_600SemiBold.ttf"],
  ["fonts/noto-serif-sc-400.ttf", "noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf"],
  ["fonts/noto-serif-sc-600.ttf", "noto-serif-sc/600SemiBold/NotoSerifSC_600SemiBold.ttf"],
];
const PACKAGES = new URL("../node_modules/@expo-google-fonts/", import.meta.url);

export async function buildFonts(output) {
  for (const [name, source] of FONTS) await output.add(name, await readFile(new URL(source, PACKAGES)));
  // The Open Font License asks that its text travels with the fonts.
  await output.add("fonts/OFL.txt", await readFile(new URL("noto-sans-sc/LICENSE_FONT", PACKAGES)));
}
