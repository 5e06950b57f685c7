/* A first look at a photo in the phone, in a worker: sharp enough, light enough, and which page its tag names.
   In: {width, height, pixels (RGBA), tags: [{number, tag, form}]}; out: {dark, blurred, page, form, seen: [corners of
   the tag]}. `form`: the other form whose page it is, empty for this one. */
(function () {
  "use strict";
  /* Variance of the Laplacian at 800 px: 193 real photos of forms had 113 or more, the same blurred by 1.5 px at
     most 36. Grey of the brighter part of the picture below which lines drown. */
  const SHARP = 60, LIGHT = 60, LOOK_AT = 800;
  const MODULES = 8, MOST_WRONG = 3;
  const NOTHING = { page: null, form: "", seen: [] };

  function grey(pixels, length) {
    const out = new Uint8ClampedArray(length);
    for (let i = 0, p = 0; i < length; i++, p += 4) out[i] = (pixels[p] * 77 + pixels[p + 1] * 150 + pixels[p + 2] * 29) >> 8;
    return out;
  }

  function reduced(image, side) {
    const scale = Math.min(1, side / Math.max(image.width, image.height));
    const width = Math.max(1, Math.round(image.width * scale)), height = Math.max(1, Math.round(image.height * scale));
    const sums = integral(image), data = new Uint8ClampedArray(width * height);
    for (let y = 0; y < height; y++) {
      const top = Math.floor((y * image.height) / height), bottom = Math.max(top + 1, Math.floor(((y + 1) * image.height) / height));
      for (let x = 0; x < width; x++) {
        const left = Math.floor((x * image.width) / width), right = Math.max(left + 1, Math.floor(((x + 1) * image.width) / width));
        data[y * width + x] = mean(sums, image.width + 1, left, top, right, bottom);
      }
    }
    return { width, height, data };
  }

  function integral({ width, height, data }) {
    const sums = new Float64Array((width + 1) * (height + 1));
    for (let y = 0; y < height; y++) {
      let line = 0;
      for (let x = 0; x < width; x++) {
        line += data[y * width + x];
        sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + line;
      }
    }
    return sums;
  }

  function mean(sums, stride, left, top, right, bottom) {
    const sum = sums[bottom * stride + right] - sums[top * stride + right] - sums[bottom * stride + left] + sums[top * stride + left];
    return sum / ((right - left) * (bottom - top));
  }

  function light({ data }) {
    const counts = new Uint32Array(256);
    for (const value of data) counts[value]++;
    let left = data.length * 0.1, value = 255;
    while (value > 0 && (left -= counts[value]) > 0) value--;
    return value;
  }

  function sharpness({ width, height, data }, lightness) {
    let sum = 0, squares = 0, n = 0;
    for (let y = 1; y < height - 1; y++) {
      for (let x = 1; x < width - 1; x++) {
        const i = y * width + x;
        const value = data[i - 1] + data[i + 1] + data[i - width] + data[i + width] - 4 * data[i];
        sum += value; squares += value * value; n++;
      }
    }
    return (squares / n - (sum / n) ** 2) * (220 / Math.max(lightness, LIGHT)) ** 2;
  }

  /* 1 where a pixel is darker than what surrounds it. */
  function dark(image, radius) {
    const { width, height, data } = image, sums = integral(image), out = new Uint8Array(width * height);
    for (let y = 0; y < height; y++) {
      const top = Math.max(0, y - radius), bottom = Math.min(height, y + radius + 1);
      for (let x = 0; x < width; x++) {
        const around = mean(sums, width + 1, Math.max(0, x - radius), top, Math.min(width, x + radius + 1), bottom);
        out[y * width + x] = data[y * width + x] < around - 7 ? 1 : 0;
      }
    }
    return out;
  }

  /* Dark blobs about as wide as high, of the size a tag may have: their pixels. */
  function* blobs(mask, width, height) {
    const stack = new Int32Array(width * height), most = Math.max(width, height) / 4;
    for (let start = 0; start < mask.length; start++) {
      if (mask[start] !== 1) continue;
      let top = 0, n = 0, x0 = width, x1 = 0, y0 = height, y1 = 0;
      const own = [];
      stack[top++] = start; mask[start] = 2;
      while (top) {
        const i = stack[--top], x = i % width, y = (i - x) / width;
        own.push(i); n++;
        if (x < x0) x0 = x; if (x > x1) x1 = x; if (y < y0) y0 = y; if (y > y1) y1 = y;
        for (const j of [x > 0 ? i - 1 : -1, x < width - 1 ? i + 1 : -1, i - width, i + width]) {
          if (j >= 0 && j < mask.length && mask[j] === 1) { mask[j] = 2; stack[top++] = j; }
        }
      }
      const wide = x1 - x0 + 1, high = y1 - y0 + 1;
      const fits = Math.min(wide, high) >= 14 && Math.max(wide, high) <= most && wide < 2 * high && high < 2 * wide;
      if (fits && n >= 0.25 * wide * high) yield own.map((i) => [i % width, Math.floor(i / width)]);
    }
  }

  const distance = (a, b) => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2;
  const side = (a, b, p) => (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]);
  const furthest = (points, of) => points.reduce((best, p) => (of(p) > of(best) ? p : best));

  /* Four corners in the order around: the two furthest apart, and the furthest from their line on either side. */
  function corners(points) {
    const n = points.length;
    const middle = [points.reduce((s, p) => s + p[0], 0) / n, points.reduce((s, p) => s + p[1], 0) / n];
    const a = furthest(points, (p) => distance(p, middle)), c = furthest(points, (p) => distance(p, a));
    const b = furthest(points, (p) => side(a, c, p)), d = furthest(points, (p) => -side(a, c, p));
    const area = Math.abs(side(a, b, c)) / 2 + Math.abs(side(a, c, d)) / 2;
    return area > 150 ? [a, b, c, d] : null;
  }

  /* From the unit square to four corners (Heckbert 1989, projective mappings). */
  function mapping([a, b, c, d]) {
    const sx = a[0] - b[0] + c[0] - d[0], sy = a[1] - b[1] + c[1] - d[1];
    const dx1 = b[0] - c[0], dx2 = d[0] - c[0], dy1 = b[1] - c[1], dy2 = d[1] - c[1];
    const whole = dx1 * dy2 - dx2 * dy1;
    const g = (sx * dy2 - dx2 * sy) / whole, h = (dx1 * sy - sx * dy1) / whole;
    return (u, v) => {
      const w = g * u + h * v + 1;
      return [((b[0] - a[0] + g * b[0]) * u + (d[0] - a[0] + h * d[0]) * v + a[0]) / w,
        ((b[1] - a[1] + g * b[1]) * u + (d[1] - a[1] + h * d[1]) * v + a[1]) / w];
    };
  }

  /* 64 modules, row by row, "1" where dark; null when there is no dark border around them. */
  function modules({ width, height, data }, quad) {
    const at = mapping(quad), values = [];
    for (let row = 0; row < MODULES; row++) {
      for (let column = 0; column < MODULES; column++) {
        const [x, y] = at((column + 0.5) / MODULES, (row + 0.5) / MODULES).map(Math.round);
        values.push(x < 0 || y < 0 || x >= width || y >= height ? 255 : data[y * width + x]);
      }
    }
    const middle = (Math.min(...values) + Math.max(...values)) / 2;
    const bits = values.map((value) => (value < middle ? "1" : "0"));
    const border = bits.filter((_, i) => i < 8 || i >= 56 || i % 8 === 0 || i % 8 === 7);
    return border.filter((bit) => bit === "1").length >= 25 ? bits.join("") : null;
  }

  const turned = (bits) => Array.from(bits, (_, i) => bits[(7 - (i % 8)) * 8 + Math.floor(i / 8)]).join("");
  const mirrored = (bits) => Array.from(bits, (_, i) => bits[Math.floor(i / 8) * 8 + 7 - (i % 8)]).join("");
  const wrong = (a, b) => Array.from(a).reduce((n, bit, i) => n + (bit !== b[i] ? 1 : 0), 0);

  /* The page whose tag these modules are, turned any way; the corners may run either way around. */
  function page(bits, tags) {
    for (let seen of [bits, mirrored(bits)]) {
      for (let turn = 0; turn < 4; turn++, seen = turned(seen)) {
        const found = tags.find((tag) => wrong(tag.tag, seen) <= MOST_WRONG);
        if (found) return found;
      }
    }
    return null;
  }

  function findPage(image, tags) {
    for (const radius of [10, 24]) {
      for (const points of blobs(dark(image, radius), image.width, image.height)) {
        const quad = corners(points);
        const bits = quad && modules(image, quad);
        const found = bits ? page(bits, tags) : null;
        if (found) return { page: found.number, form: found.form || "", seen: quad };
      }
    }
    return NOTHING;
  }

  self.onmessage = ({ data: { id, width, height, pixels, tags } }) => {
    const image = { width, height, data: grey(pixels, width * height) };
    const small = reduced(image, LOOK_AT), lightness = light(small);
    const found = tags.length ? findPage(image, tags) : NOTHING;
    self.postMessage({ id, dark: lightness < LIGHT, blurred: sharpness(small, lightness) < SHARP, ...found });
  };
})();
