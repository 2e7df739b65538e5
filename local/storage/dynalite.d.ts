declare module "dynalite" {
  import type { Server } from "node:http";

  /** Makes the server; times are milliseconds that tables take to change their state. */
  export default function dynalite(options: {
    readonly createTableMs?: number;
    readonly updateTableMs?: number;
    readonly deleteTableMs?: number;
  }): Server;
}
