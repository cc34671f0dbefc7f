# Flags that every target of ours is built with. Third-party headers are system headers and stay quiet.
add_library(expediter_flags INTERFACE)
target_compile_options(expediter_flags INTERFACE -Wall -Wextra -Wpedantic -Werror -Wshadow -Wnon-virtual-dtor
                                                 -Wimplicit-fallthrough -fno-omit-frame-pointer
                                                 # g++ 12 warns falsely of its own string and variant
                                                 # (GCC bugs 105651, 105562).
                                                 -Wno-restrict -Wno-maybe-uninitialized
                                                 # clang knows neither of these.
                                                 $<$<CXX_COMPILER_ID:Clang>:-Wno-unknown-warning-option>)
target_include_directories(expediter_flags INTERFACE ${CMAKE_SOURCE_DIR}/src)

# In what is shipped, a write past the end of a buffer ends the program instead of going on with it: on the
# stack, in the C library's functions, in the standard library's containers. (The sanitizers see more.)
target_compile_options(expediter_flags INTERFACE $<$<CONFIG:RelWithDebInfo>:-fstack-protector-strong>)
target_compile_definitions(expediter_flags INTERFACE $<$<CONFIG:RelWithDebInfo>:_FORTIFY_SOURCE=2>
                                                     $<$<CONFIG:RelWithDebInfo>:_GLIBCXX_ASSERTIONS>)

# What the loader has resolved is read-only before the first request.
target_link_options(expediter_flags INTERFACE -Wl,-z,relro,-z,now)

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

find_program(MOLD mold)
if(MOLD)
  target_link_options(expediter_flags INTERFACE -fuse-ld=mold)
endif()

if(EXPEDITER_SANITIZE)
  target_compile_options(expediter_flags INTERFACE -fsanitize=${EXPEDITER_SANITIZE} -fno-sanitize-recover=all)
  target_link_options(expediter_flags INTERFACE -fsanitize=${EXPEDITER_SANITIZE})
  # The check of virtual tables probes memory through a pipe, and cries wolf where file descriptors have run
  # out: a test brings that about.
  target_compile_options(expediter_flags INTERFACE -fno-sanitize=vptr)
  # g++ 12 warns falsely about these in sanitized builds of its own headers; -Werror stays for the rest.
  target_compile_options(expediter_flags INTERFACE -Wno-tsan)
endif()

if(EXPEDITER_COVERAGE)
  target_compile_options(expediter_flags INTERFACE --coverage -fprofile-update=atomic)
  target_link_options(expediter_flags INTERFACE --coverage)
endif()

# A folder of src/ is one target, linked only to the folders it may include.
#   expediter_room(<name> USES <rooms…> LINKS <third-party…> SOURCES <files…>)
function(expediter_room name)
  cmake_parse_arguments(room "" "" "USES;LINKS;SOURCES" ${ARGN})
  add_library(expediter_${name} STATIC ${room_SOURCES})
  list(TRANSFORM room_USES PREPEND expediter_)
  target_link_libraries(expediter_${name} PUBLIC expediter_flags ${room_USES} ${room_LINKS})
endfunction()
