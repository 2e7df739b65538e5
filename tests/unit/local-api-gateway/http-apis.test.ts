import { describe, expect, it } from "@jest/globals";
import { matchRoute, parseRouteKey } from "../../../local/api-gateway/http-apis.ts";

const routes = ["GET /things/{id}", "GET /things/new", "ANY /things/{id}", "GET /files/{path+}", "$default"].map(
  (key) => ({
    ...parseRouteKey(key),
    functionArn: "arn",
    isSigned: false,
  }),
);
const match = (method: string, path: string, among = routes) => {
  const found = matchRoute(among, method, path);
  return found && [found.route.routeKey, found.pathParameters];
};

describe("routes of an HTTP API", () => {
  it("prefer the more specific one", () => {
    expect(match("GET", "/things/new")).toEqual(["GET /things/new", {}]);
    expect(match("GET", "/things/42")).toEqual(["GET /things/{id}", { id: "42" }]);
    expect(match("POST", "/things/42")).toEqual(["ANY /things/{id}", { id: "42" }]);
    expect(match("GET", "/files/a/b%20c")).toEqual(["GET /files/{path+}", { path: "a/b c" }]);
    expect(match("GET", "/else/where")?.[0]).toBe("$default");
  });

  it("are none for a path that no route has", () => {
    expect(match("GET", "/things/42/more", routes.slice(0, 3))).toBeUndefined();
  });
});
