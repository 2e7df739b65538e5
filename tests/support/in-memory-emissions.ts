import type { EmissionClaim, EmissionEvidence, EmissionLedger, EmissionLog } from "../../ports/emissions.ts";

/** Claims in memory, with a log that says of any claimant what the test lets it say. */
export function inMemoryEmissions(evidence: () => EmissionEvidence = () => "not-known") {
  const claims = new Map<string, EmissionClaim & { isEmitted: boolean }>();
  const keyOf = (contactId: string, emission: string) => `${contactId}/${emission}`;
  const emissions: EmissionLedger & EmissionLog = {
    claimEmission: async (contactId, emission, claim) => {
      const found = claims.get(keyOf(contactId, emission));
      if (found) return found.isEmitted ? { state: "emitted" } : { state: "open", claim: found };
      claims.set(keyOf(contactId, emission), { ...claim, isEmitted: false });
      return { state: "ours" };
    },
    takeOverEmission: async (contactId, emission, from, to) => {
      const found = claims.get(keyOf(contactId, emission));
      if (!found || found.isEmitted || found.requestId !== from.requestId) return false;
      claims.set(keyOf(contactId, emission), { ...to, isEmitted: false });
      return true;
    },
    markEmitted: async (contactId, emission) => {
      const found = claims.get(keyOf(contactId, emission));
      if (found) found.isEmitted = true;
    },
    findEmission: async () => evidence(),
  };
  return { ...emissions, claims };
}
