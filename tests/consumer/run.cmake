# Installs the build in BUILD_DIR below WORK_DIR, then configures, builds and runs the project in CONSUMER_DIR against it.
# Takes BUILD_DIR, CONFIG, CONSUMER_DIR, WORK_DIR, and GENERATOR, CXX, CXX_FLAGS as the library was built with.
file(REMOVE_RECURSE "${WORK_DIR}")

function(run)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE result)
    if(NOT result EQUAL 0)
        list(JOIN ARGN " " command)
        message(FATAL_ERROR "ended with ${result}: ${command}")
    endif()
endfunction()

run(${CMAKE_COMMAND} --install "${BUILD_DIR}" --prefix "${WORK_DIR}/prefix" --config "${CONFIG}")
run(${CMAKE_COMMAND} -S "${CONSUMER_DIR}" -B "${WORK_DIR}/build" -G "${GENERATOR}"
    "-DCMAKE_BUILD_TYPE=${CONFIG}" "-DCMAKE_CXX_COMPILER=${CXX}" "-DCMAKE_CXX_FLAGS=${CXX_FLAGS}"
    "-DCMAKE_PREFIX_PATH=${WORK_DIR}/prefix" -DCMAKE_FIND_USE_PACKAGE_REGISTRY=OFF)
run(${CMAKE_COMMAND} --build "${WORK_DIR}/build" --config "${CONFIG}")

find_program(consumer consumer PATHS "${WORK_DIR}/build" "${WORK_DIR}/build/${CONFIG}" NO_DEFAULT_PATH REQUIRED)
execute_process(COMMAND "${consumer}" OUTPUT_VARIABLE facts RESULT_VARIABLE result)
message("${facts}")
if(NOT result EQUAL 0 OR NOT facts MATCHES "\"kind\"")
    message(FATAL_ERROR "the consumer ended with ${result} and printed no fact")
endif()
