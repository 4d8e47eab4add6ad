// Passkeys: asks the browser, puts its answer as JSON into the form, and sends it. Without a browser that can, the page says so.
(() => {
  "use strict";
  const form = document.querySelector("[data-passkey]");
  if (!form || !window.PublicKeyCredential) return;

  const bytes = (text) => {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
  };
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  const question = () => {
    const asked = JSON.parse(form.dataset.question).publicKey;
    asked.challenge = bytes(asked.challenge);
    if (asked.user) asked.user.id = bytes(asked.user.id);
    for (const list of [asked.excludeCredentials, asked.allowCredentials])
      for (const known of list ?? []) known.id = bytes(known.id);
    return asked;
  };

  const PARTS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const told = (credential) => {
    const response = {};
    for (const part of PARTS) if (credential.response[part]) response[part] = text(credential.response[part]);
    return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response, clientExtensionResults: {} });
  };

  for (const part of form.querySelectorAll("[data-works]")) part.hidden = false;
  for (const part of form.querySelectorAll("[data-works-not]")) part.hidden = true;
  form.querySelector("button[type=button]").addEventListener("click", async () => {
    const alert = form.querySelector("[data-told]");
    alert.textContent = "";
    try {
      const verb = form.dataset.passkey;
      form.elements.answer.value = told(await navigator.credentials[verb]({ publicKey: question() }));
    } catch {
      alert.textContent = form.dataset.failed;
      return;
    }
    form.submit();
  });
})();
