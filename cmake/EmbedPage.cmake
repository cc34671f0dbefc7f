# Compiles the built page into the program: every file of DIR as bytes in an assembler file, and a table of
# them.
# Run as a script with -DDIR=web/dist -DASSEMBLY=… -DTABLE=…. Without a built page the table is empty.
file(GLOB_RECURSE files LIST_DIRECTORIES false RELATIVE "${DIR}" "${DIR}/*")
list(SORT files)
set(bytes "  .section .rodata\n")
set(declared "")
set(rows "")
set(count 0)
foreach(file IN LISTS files)
  if(file MATCHES "\\.(br|gz|map)$")
    continue()
  endif()
  set(views "")
  foreach(suffix "" ".gz" ".br")
    if(suffix STREQUAL "" OR EXISTS "${DIR}/${file}${suffix}")
      string(APPEND bytes "  .global page_${count}\npage_${count}:\n  .incbin \"${DIR}/${file}${suffix}\"\n")
      file(SIZE "${DIR}/${file}${suffix}" size)
      string(APPEND declared "extern \"C\" const char page_${count}[];\n")
      list(APPEND views "{page_${count}, ${size}}")
      math(EXPR count "${count} + 1")
    else()
      list(APPEND views "{}")
    endif()
  endforeach()
  list(JOIN views ", " views)
  string(APPEND rows "      {\"/${file}\", ${views}},\n")
endforeach()
string(APPEND bytes "  .section .note.GNU-stack,\"\",@progbits\n")
if(rows STREQUAL "")
  set(body "  return {};\n")
else()
  set(body "  static const http::StaticFile files[] = {\n${rows}  };\n  return files;\n")
endif()
file(WRITE "${ASSEMBLY}" "${bytes}")
file(WRITE "${TABLE}" "#include \"app/page.h\"

${declared}
namespace expediter::app {

std::span<const http::StaticFile> page_files() {
${body}}

}  // namespace expediter::app
")
