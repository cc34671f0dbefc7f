#include "api/qr_code.h"

#include <png.h>
#include <qrencode.h>

#include <memory>
#include <vector>

#include "base/error.h"

namespace expediter::api {

namespace {

constexpr int kMargin = 4;  // Modules; what the standard asks for.
constexpr int kScale = 5;   // Pixels a module.
constexpr png_byte kLight = 255;

struct FreeCode {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

[[noreturn]] void fail() {
  throw base::Error{base::ErrorCode::overloaded}.because("no memory for a QR code");
}

std::vector<png_byte> paint(const QRcode& code, int side) {
  std::vector<png_byte> pixels(static_cast<std::size_t>(side) * static_cast<std::size_t>(side), kLight);
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) {
      const int column = x / kScale - kMargin;
      const int row = y / kScale - kMargin;
      if (column < 0 || row < 0 || column >= code.width || row >= code.width) continue;
      const bool dark = (code.data[row * code.width + column] & 1) != 0;
      if (dark)
        pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(side) + static_cast<std::size_t>(x)] =
            0;
    }
  return pixels;
}

}  // namespace

std::string render_qr_code(std::string_view text) {
  const std::unique_ptr<QRcode, FreeCode> code{
      QRcode_encodeString8bit(std::string{text}.c_str(), 0, QR_ECLEVEL_M)};
  if (code == nullptr) fail();
  const int side = (code->width + 2 * kMargin) * kScale;
  const std::vector<png_byte> pixels = paint(*code, side);
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(side);
  image.height = static_cast<png_uint_32>(side);
  image.format = PNG_FORMAT_GRAY;
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
  std::string png(size, '\0');
  if (png_image_write_to_memory(&image, png.data(), &size, 0, pixels.data(), side, nullptr) == 0) fail();
  png.resize(size);
  return png;
}

}  // namespace expediter::api
