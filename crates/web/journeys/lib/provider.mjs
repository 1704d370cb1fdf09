// An identity provider that is none of ours (oidc-provider), as a body would have it beside the application.

import { generateKeyPairSync } from "node:crypto";
import http from "node:http";
import path from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";

const CLIENT = "traguardo";
const SECRET = "un segreto, solo di questa prova";

const page = (title, content) => `<!DOCTYPE html><html lang="it"><head><meta charset="utf-8"><title>${title}</title></head><body><main><h1>${title}</h1>${content}</main></body></html>`;

/// Starts one. It is told where the application is as soon as that is known; before, it answers nothing.
export async function provider() {
  const library = path.join(process.cwd(), "node_modules", "oidc-provider", "lib", "index.js");
  const { Provider } = await import(pathToFileURL(library).href);
  let answer = (_, response) => response.writeHead(503).end();
  const server = http.createServer((request, response) => answer(request, response));
  await new Promise((ready) => { server.listen(0, "127.0.0.1", ready); });
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const asked = { tokens: 0 };
  return {
    issuer,
    asked,
    arguments: ["--oidc-issuer", issuer, "--oidc-client", CLIENT, "--oidc-label", "la rete del Comune"],
    environment: { TRAGUARDO_OIDC_SECRET: SECRET },
    serves(address) {
      const known = new Provider(issuer, settings(address));
      known.on("grant.success", () => { asked.tokens += 1; });
      const others = known.callback();
      answer = (request, response) => {
        const uid = /^\/persona\/([^/?]+)$/.exec(request.url)?.[1];
        if (uid) person(known, request, response).catch((error) => response.writeHead(500).end(String(error)));
        else others(request, response);
      };
    },
    stop: () => new Promise((done) => { server.close(done); server.closeAllConnections(); }),
  };
}

/// A key to sign with, as providers make it by themselves.
const key = () => ({ ...generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256", kid: "prova" });

function settings(address) {
  return {
    jwks: { keys: [key()] },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 60, IdToken: 300 },
    clients: [{ client_id: CLIENT, client_secret: SECRET, redirect_uris: [`${address}/accesso/con/ente/ritorno`], grant_types: ["authorization_code"], response_types: ["code"] }],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/persona/${uid}` },
    cookies: { keys: ["una chiave di questa prova"] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    // The body has agreed for its people.
    async loadExistingGrant(context) {
      const grant = new context.oidc.provider.Grant({ accountId: context.oidc.session.accountId, clientId: context.oidc.client.clientId });
      grant.addOIDCScope("openid");
      await grant.save();
      return grant;
    },
  };
}

/// Where a person says who they are.
async function person(known, request, response) {
  if (request.method === "GET") {
    const form = "<form method=\"post\"><label>Matricola <input name=\"login\"></label> <button name=\"do\" value=\"entra\">Fatti riconoscere</button> <button name=\"do\" value=\"no\">Annulla</button></form>";
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(page("La rete del Comune", form));
    return;
  }
  let text = "";
  for await (const part of request) text += part;
  const sent = new URLSearchParams(text);
  const result = sent.get("do") === "entra" ? { login: { accountId: sent.get("login") } } : { error: "access_denied" };
  await known.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}
