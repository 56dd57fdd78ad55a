# cmake -D PROGRAM=FILE -D EXPECTED=FILE -D ACTUAL=FILE -P compare.cmake
# Runs PROGRAM in the current folder, keeps its output in ACTUAL and fails with a diff where it is not EXPECTED byte for byte.
execute_process(COMMAND "${PROGRAM}" OUTPUT_FILE "${ACTUAL}" RESULT_VARIABLE result)
if(NOT result EQUAL 0)
    message(FATAL_ERROR "${PROGRAM} ended with ${result}")
endif()
execute_process(COMMAND ${CMAKE_COMMAND} -E compare_files "${EXPECTED}" "${ACTUAL}" RESULT_VARIABLE differs OUTPUT_QUIET ERROR_QUIET)
if(differs)
    execute_process(COMMAND diff -u "${EXPECTED}" "${ACTUAL}")
    message(FATAL_ERROR "the output is not what ${EXPECTED} says; if the new one is right: cp '${ACTUAL}' '${EXPECTED}'")
endif()
