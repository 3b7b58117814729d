(function () {
  "use strict";
  var form = document.getElementById("kaartkeuze"), holder = document.getElementById("kaarten");
  if (!form || !holder) return;
  var data = JSON.parse(holder.textContent);
  function colour(value) {
    if (value === null || value === undefined) return data.unknown;
    var i = 0;
    while (i < data.breaks.length && value >= data.breaks[i]) i += 1;
    return data.colours[i];
  }
  function show() {
    var key = form.elements.sector.value + "|" + form.elements.path.value;
    document.querySelectorAll("svg[data-region]").forEach(function (map) {
      var region = data.regions[map.dataset.region], values = region.open[key] || [], known = [];
      map.querySelectorAll("path").forEach(function (area) {
        var place = region.codes.indexOf(area.dataset.gemeente), value = place < 0 ? null : values[place];
        if (value !== null && value !== undefined) known.push(value);
        area.setAttribute("fill", colour(value));
        area.querySelector("title").textContent = region.names[place] + ": " + (value === null || value === undefined ? "niet bekend" : value + " open");
      });
      var told = !known.length ? "niet bekend of geen leraren in deze sector" : Math.min.apply(null, known) === Math.max.apply(null, known)
        ? known[0] + " per gemeente" : Math.min.apply(null, known) + " tot " + Math.max.apply(null, known) + " per gemeente";
      map.setAttribute("aria-label", "Kaart van " + region.name + ": open tekorten, " + told);
      document.querySelector('[data-som="' + map.dataset.region + '"]').textContent = told;
    });
  }
  form.addEventListener("change", show);
})();
