// The folder of built files: hashed names, and the manifest that maps logical names to them.
import { createHash } from "node:crypto";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { extname } from "node:path";

export class Output {
  #root;
  #files = new Map();

  constructor(root) { this.#root = root; }

  /** Empties the folder but keeps .gitkeep, so that a checkout without Node still has the folder. */
  async clear() {
    await mkdir(this.#root, { recursive: true });
    for (const name of await readdir(this.#root)) {
      if (name !== ".gitkeep") await rm(new URL(name, this.#root), { recursive: true });
    }
  }

  /** Writes `content` as `name` with its hash before the extension; returns the hashed name. */
  async add(name, content) {
    const hash = createHash("sha256").update(content).digest("hex").slice(0, 10);
    const extension = extname(name);
    const file = `${name.slice(0, -extension.length)}-${hash}${extension}`;
    const target = new URL(file, this.#root);
    await mkdir(new URL(".", target), { recursive: true });
    await writeFile(target, content);
    this.#files.set(name, [file, Buffer.byteLength(content)]);
    return file;
  }

  fileOf(name) {
    if (!this.#files.has(name)) throw new Error(`${name} has not been built yet`);
    return this.#files.get(name)[0];
  }

  async writeManifest() {
    const manifest = Object.fromEntries([...this.#files].sort().map(([name, [file]]) => [name, file]));
    await writeFile(new URL("manifest.json", this.#root), `${JSON.stringify(manifest, null, 2)}\n`);
  }

  listing() { return [...this.#files].map(([name, [file, bytes]]) => [name, file, bytes]); }
}
