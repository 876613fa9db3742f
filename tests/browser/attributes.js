// Attributes that could act: handlers, and addresses that leave the document.
return [...document.querySelectorAll("*")].flatMap((element) =>
  [...element.attributes]
    .filter(({ name, value }) =>
      name.startsWith("on") || name === "style" || name === "src" || name === "srcdoc" || name === "action" ||
      (name === "href" && !value.startsWith("#") && value !== "data:,"))
    .map(({ name, value }) => `${element.tagName} ${name}=${value}`));
