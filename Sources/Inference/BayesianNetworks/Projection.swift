/// How the entries of a table map onto those of a table over some of its variables.
///
/// Both are row-major with the variables in the same order. Neighbouring variables that are both
/// kept or both summed out act as one, which leaves alternating groups. The groups, fastest first,
/// are written as `[groupCount, size0, step0, size1, step1, ...]`, at least two of them, where
/// step is 0 for a group summed out and otherwise the stride in the smaller table.
/// The kernels below read this form; their inner loops run over contiguous memory.
enum Projection {
    static func append(
        from sizes: [Int], kept: [Bool], to programs: inout [Int]
    ) -> Int {
        let start = programs.count
        programs.append(0)
        var groups = 0
        var stride = 1
        var lastKept: Bool?
        for position in sizes.indices.reversed() where sizes[position] != 1 {
            if kept[position] == lastKept {
                programs[programs.count - 2] *= sizes[position]
            } else {
                programs.append(sizes[position])
                programs.append(kept[position] ? stride : 0)
                groups += 1
                lastKept = kept[position]
            }
            if kept[position] { stride *= sizes[position] }
        }
        while groups < 2 {
            programs.append(1)
            // A padding group must look as if it alternated with the one before.
            programs.append(groups == 1 && programs[programs.count - 2] == 0 ? 1 : 0)
            groups += 1
        }
        programs[start] = groups
        return start
    }

    typealias Program = UnsafePointer<Int>
    typealias Input = UnsafePointer<Double>
    typealias Output = UnsafeMutablePointer<Double>

    /// Runs the body for the offset in the small table of every block of the two fastest groups.
    @inline(__always)
    private static func forEachBlock(
        _ program: Program, _ counters: UnsafeMutablePointer<Int>, _ body: (Int) -> Void
    ) {
        let groups = program[0]
        if groups == 2 { return body(0) }
        let size = program[5]
        let step = program[6]
        for level in 3..<max(groups, 3) { counters[level] = 0 }
        var offset = 0
        while true {
            for index in 0..<size { body(offset &+ index &* step) }
            var level = 3
            while level < groups {
                let step = program[2 &* level &+ 2]
                counters[level] &+= 1
                offset &+= step
                if counters[level] < program[2 &* level &+ 1] { break }
                offset &-= step &* counters[level]
                counters[level] = 0
                level &+= 1
            }
            if level >= groups { return }
        }
    }

    /// Adds every entry of the large table to its entry of the small one.
    static func sum(
        _ large: Input, into small: Output, _ program: Program,
        _ counters: UnsafeMutablePointer<Int>
    ) {
        let inner = program[1]
        let outer = program[3]
        var source = large
        if program[2] == 1 {
            forEachBlock(program, counters) { offset in
                let target = small + offset
                for _ in 0..<outer {
                    for index in 0..<inner { target[index] += source[index] }
                    source += inner
                }
            }
        } else if inner == 2 {
            forEachBlock(program, counters) { offset in
                let target = small + offset
                for index in 0..<outer {
                    target[index] += source[0] + source[1]
                    source += 2
                }
            }
        } else {
            forEachBlock(program, counters) { offset in
                let target = small + offset
                for index in 0..<outer {
                    target[index] += total(source, inner)
                    source += inner
                }
            }
        }
    }

    /// Multiplies every entry of a table by its entry of the small one: result = source * small.
    static func multiply(
        _ source: Input, by small: Input, into result: Output, _ program: Program,
        _ counters: UnsafeMutablePointer<Int>
    ) {
        let inner = program[1]
        let outer = program[3]
        var source = source
        var result = result
        if program[2] == 1 {
            forEachBlock(program, counters) { offset in
                let factor = small + offset
                for _ in 0..<outer {
                    for index in 0..<inner { result[index] = source[index] * factor[index] }
                    source += inner
                    result += inner
                }
            }
        } else {
            forEachBlock(program, counters) { offset in
                let factors = small + offset
                for index in 0..<outer {
                    let factor = factors[index]
                    for entry in 0..<inner { result[entry] = source[entry] * factor }
                    source += inner
                    result += inner
                }
            }
        }
    }

    /// Writes to every entry of a table its entry of the small one.
    static func spread(
        _ small: Input, into result: Output, _ program: Program,
        _ counters: UnsafeMutablePointer<Int>
    ) {
        let inner = program[1]
        let outer = program[3]
        var result = result
        if program[2] == 1 {
            forEachBlock(program, counters) { offset in
                let source = small + offset
                for _ in 0..<outer {
                    result.update(from: source, count: inner)
                    result += inner
                }
            }
        } else {
            forEachBlock(program, counters) { offset in
                let source = small + offset
                for index in 0..<outer {
                    result.update(repeating: source[index], count: inner)
                    result += inner
                }
            }
        }
    }

    /// The sum of contiguous entries, in four interleaved parts to keep the adders busy.
    @inline(__always)
    static func total(_ values: Input, _ count: Int) -> Double {
        if count < 8 {
            var sum = 0.0
            for index in 0..<count { sum += values[index] }
            return sum
        }
        var first = SIMD2<Double>.zero
        var second = SIMD2<Double>.zero
        var index = 0
        while index &+ 4 <= count {
            first += SIMD2(values[index], values[index &+ 1])
            second += SIMD2(values[index &+ 2], values[index &+ 3])
            index &+= 4
        }
        let both = first + second
        var sum = both[0] + both[1]
        while index < count {
            sum += values[index]
            index &+= 1
        }
        return sum
    }
}
