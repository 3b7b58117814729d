/* Filters, sorting, charts and the menu of the review page. No library but plotly, which is inlined above. */
(function () {
  "use strict";
  var data = JSON.parse(document.getElementById("gegevens").textContent);
  var charts = JSON.parse(document.getElementById("figuren").textContent);

  function element(tag, text, className) {
    var node = document.createElement(tag);
    if (text !== undefined) node.textContent = text;
    if (className) node.className = className;
    return node;
  }

  /* --- the gap table: rows of the chosen cell */
  var form = document.getElementById("vlekkenfilter");
  var body = document.querySelector("#vlekkentabel tbody");
  var FIELDS = ["sector", "career_phase", "subregion", "path", "gap_class"];
  function gapRow(row) {
    var line = element("tr");
    var classLook = data.classes[row.gap_class] || null;
    data.columns.forEach(function (column, i) {
      var cell = element("td", undefined, column.figure ? "figure" : "");
      if (column.key === "gap_class" && classLook) {
        var badge = element("span", row.texts[i], "class");
        badge.style.background = classLook.colour;
        badge.style.color = classLook.ink;
        cell.appendChild(badge);
      } else {
        cell.textContent = row.texts[i];
      }
      if (column.figure) cell.setAttribute("data-v", row.values[i] === null ? "" : row.values[i]);
      line.appendChild(cell);
    });
    line.appendChild(whyCell(row, line));
    return line;
  }
  function whyCell(row, line) {
    var cell = element("td", undefined, "noprint");
    if (!row.why) return cell;
    var button = element("button", "toon", "small");
    button.type = "button";
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-label", "Waarom: " + row.texts[0]);
    button.addEventListener("click", function () {
      var open = button.getAttribute("aria-expanded") === "true";
      button.setAttribute("aria-expanded", open ? "false" : "true");
      button.textContent = open ? "toon" : "sluit";
      if (open) { line.parentNode.removeChild(line.nextSibling); return; }
      var detail = element("tr", undefined, "detail");
      var text = element("td", row.why);
      text.colSpan = data.columns.length + 1;
      detail.appendChild(text);
      line.parentNode.insertBefore(detail, line.nextSibling);
    });
    cell.appendChild(button);
    return cell;
  }
  function unpack(raw) {
    var row = { texts: raw.t, values: raw.v, why: raw.w };
    FIELDS.forEach(function (field, i) { row[field] = raw.c[i]; });
    return row;
  }
  function filterGaps() {
    var chosen = {};
    FIELDS.forEach(function (field) { chosen[field] = form.elements[field].value; });
    var word = form.elements.zoek.value.trim().toLowerCase();
    var rows = data.gaps.map(unpack).filter(function (row) {
      return FIELDS.every(function (field) { return chosen[field] === "" || row[field] === chosen[field]; })
        && (word === "" || (row.texts.join(" ") + " " + row.why).toLowerCase().indexOf(word) >= 0);
    });
    body.textContent = "";
    rows.forEach(function (row) { body.appendChild(gapRow(row)); });
    document.getElementById("vlekkenaantal").textContent = rows.length === 1 ? "1 regel" : rows.length + " regels";
    Array.prototype.forEach.call(body.parentNode.tHead.rows[0].cells, function (head) { head.removeAttribute("aria-sort"); });
  }
  if (form) {
    form.addEventListener("input", filterGaps);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("reset", function () { window.setTimeout(filterGaps, 0); });
    filterGaps();
  }

  /* --- charts: drawn when they come near the screen */
  var config = { displaylogo: false, responsive: true, locale: "nl", displayModeBar: "hover",
    modeBarButtonsToRemove: ["select2d", "lasso2d", "zoomIn2d", "zoomOut2d", "autoScale2d"] };
  function draw(node) {
    var figure = charts[node.getAttribute("data-figuur")];
    if (!figure || node.getAttribute("data-getekend")) return;
    node.setAttribute("data-getekend", "ja");
    Plotly.newPlot(node, figure.data, figure.layout, config);
  }
  var plots = document.querySelectorAll(".canvas");
  if (window.Plotly && Plotly.register) {
    Plotly.register({ moduleType: "locale", name: "nl", dictionary: {}, format: { decimal: ",", thousands: "." } });
  }
  if ("IntersectionObserver" in window) {
    var near = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) { if (entry.isIntersecting) { near.unobserve(entry.target); draw(entry.target); } });
    }, { rootMargin: "600px" });
    plots.forEach(function (node) { near.observe(node); });
  } else {
    plots.forEach(draw);
  }

  /* --- the menu shows where you are */
  var links = Array.prototype.slice.call(document.querySelectorAll("nav.menu a"));
  var sections = links.map(function (link) { return document.getElementById(link.getAttribute("href").slice(1)); });
  function mark() {
    var current = 0;
    sections.forEach(function (section, i) { if (section && section.getBoundingClientRect().top < 140) current = i; });
    if (window.innerHeight + window.scrollY >= document.body.scrollHeight - 4) current = links.length - 1;
    links.forEach(function (link, i) { if (i === current) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current"); });
  }
  window.addEventListener("scroll", mark, { passive: true });
  mark();
})();
