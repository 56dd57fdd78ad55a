# cmake -D SHARED=DIR -D SET=NAME -D TOOL=FILE -D FLOORS=FILE -P score.cmake
# Scores the program on the annotated articles SHARED/SET against the line "SET A=...,B=...,C=..." of FLOORS.
if(NOT EXISTS "${SHARED}/score.py" OR NOT IS_DIRECTORY "${SHARED}/${SET}")
    message(STATUS "skipped: no score.py and ${SET}/ in ${SHARED}")
    return()
endif()
find_program(PYTHON3 python3)
if(NOT PYTHON3)
    message(STATUS "skipped: no python3 to run score.py")
    return()
endif()
file(STRINGS "${FLOORS}" floor REGEX "^${SET} ")
if(NOT floor MATCHES "^${SET} +([^ ]+) *$")
    message(FATAL_ERROR "${FLOORS} has no line for ${SET}, or more than one")
endif()
execute_process(
    COMMAND "${PYTHON3}" "${SHARED}/score.py" "${SHARED}/${SET}" --cmd "'${TOOL}' extract --format jsonl" --floor "${CMAKE_MATCH_1}"
    RESULT_VARIABLE result)
if(NOT result EQUAL 0)
    message(FATAL_ERROR "score.py ended with ${result}; the floor is ${CMAKE_MATCH_1}")
endif()
