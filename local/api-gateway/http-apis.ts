/** A route of an HTTP API that leads to a function. */
export interface HttpRoute {
  /** `GET`, or `ANY` for every method. */
  readonly method: string;
  /** Path segments; `{name}` stands for one segment, `{name+}` at the end for the rest. */
  readonly segments: readonly string[];
  readonly routeKey: string;
  readonly functionArn: string;
  /** Whether the caller must sign with Signature Version 4. The signature is not verified. */
  readonly isSigned: boolean;
}

/** Who may call an API from a page of another origin. */
export interface CrossOriginConfiguration {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
}

/** An HTTP API (API Gateway version 2). */
export interface HttpApi {
  readonly apiId: string;
  readonly name: string;
  readonly routes: HttpRoute[];
  readonly crossOrigin?: CrossOriginConfiguration;
}

/** The route that serves a request, with its path parameters; the most specific one, as API Gateway chooses. */
export interface RouteMatch {
  readonly route: HttpRoute;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** Reads a route key such as `GET /things/{id}` or `$default`. */
export function parseRouteKey(routeKey: string): Pick<HttpRoute, "method" | "segments" | "routeKey"> {
  const [method = "ANY", path = "/{proxy+}"] = routeKey === "$default" ? [] : routeKey.split(" ");
  return { method, segments: path.split("/").slice(1), routeKey };
}

/**
 * Finds the route for a request: a full match before one with `{name}`, that before one with `{name+}`, and `$default` last; a method before ANY.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export function matchRoute(routes: readonly HttpRoute[], method: string, path: string): RouteMatch | undefined {
  const segments = path.split("/").slice(1).map(decodeURIComponent);
  const matches = routes.flatMap((route) => {
    const pathParameters =
      route.method === "ANY" || route.method === method ? matchSegments(route.segments, segments) : undefined;
    return pathParameters ? [{ route, pathParameters, rank: rankOf(route) }] : [];
  });
  return matches.sort((a, b) => (a.rank < b.rank ? -1 : 1))[0];
}

function matchSegments(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const [, name, greedy] = /^\{([^}+]+)(\+?)\}$/.exec(part) ?? [];
    const segment = segments[index];
    if (segment === undefined || (name === undefined && segment !== part)) return undefined;
    if (name === undefined) continue;
    if (greedy) return { ...parameters, [name]: segments.slice(index).join("/") };
    parameters[name] = segment;
  }
  return pattern.length === segments.length ? parameters : undefined;
}

/** Sorts specific routes first. */
function rankOf({ segments, method, routeKey }: HttpRoute): string {
  const kinds = segments.map((part) => (part.endsWith("+}") ? "2" : part.startsWith("{") ? "1" : "0")).join("");
  return `${routeKey === "$default" ? "1" : "0"}${kinds.padEnd(32, "3")}${method === "ANY" ? "1" : "0"}`;
}
