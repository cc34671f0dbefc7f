# Compiles src/store/migrations/NNNN_name.sql into one table. Run as a script with -DOUT=… -DDIR=….
file(GLOB files LIST_DIRECTORIES false "${DIR}/[0-9][0-9][0-9][0-9]_*.sql")
list(SORT files)
set(rows "")
set(expected 0)
foreach(file IN LISTS files)
  math(EXPR expected "${expected} + 1")
  get_filename_component(stem "${file}" NAME_WE)
  string(SUBSTRING "${stem}" 0 4 digits)
  string(SUBSTRING "${stem}" 5 -1 name)
  math(EXPR version "1${digits} - 10000")
  if(NOT version EQUAL expected)
    message(FATAL_ERROR "Migration ${stem}: expected number ${expected}")
  endif()
  file(READ "${file}" sql)
  string(APPEND rows "    {${version}, \"${name}\", R\"sql(${sql})sql\"},\n")
endforeach()
file(WRITE "${OUT}" "#include \"store/migrations.h\"

namespace expediter::store {

std::span<const Migration> migrations() {
  static constexpr Migration rows[] = {
${rows}  };
  return rows;
}

}  // namespace expediter::store
")
