# cmake -D SOURCE_DIR=DIR -P ascii_only.cmake: fails where include/ or src/ holds a byte that is not ASCII.
execute_process(
    COMMAND ${CMAKE_COMMAND} -E env LC_ALL=C grep -rn "[^[:print:][:space:]]" include src
    WORKING_DIRECTORY "${SOURCE_DIR}" OUTPUT_VARIABLE lines RESULT_VARIABLE result)
if(result EQUAL 0)
    message(FATAL_ERROR "not ASCII (the language lives in patterns/ and tests/):\n${lines}")
elseif(NOT result EQUAL 1)
    message(FATAL_ERROR "grep failed: ${result}")
endif()
