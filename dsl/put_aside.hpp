#pragma once
// Large structures at the end of a process.

#include <mutex>
#include <utility>

namespace a6::dsl {

// Keeps what is no longer needed until the next of its kind is put aside. To take apart a tree of many small pieces is
// work, and a process that loads one rulebook need not do it: its memory goes with it. What is kept can be reached to
// the end, so it is no leak, and is never more than one.
template <class T>
void put_aside(T value) {
    static std::mutex one_at_a_time;
    static T& kept = *new T;
    std::lock_guard const lock(one_at_a_time);
    std::swap(kept, value);
}

}  // namespace a6::dsl
