import Foundation

/// Words that never change, in memory that begins with a line of cache and, if there are many, in large pages.
///
/// Why not an array: its elements begin wherever they happen to, and look-ups at random places were half as quick
/// where a bucket lay in two lines, and a fifth slower with small pages.
final class AlignedWords: Sendable {
    private static let line = 64
    private static let page = 2 << 20

    /// Unsafe in name: it is written only before the initializer returns.
    private nonisolated(unsafe) let memory: UnsafeMutableRawBufferPointer

    /// The words of an array.
    convenience init(_ words: [UInt32]) {
        self.init(byteCount: words.count * MemoryLayout<UInt32>.stride) { memory in
            words.withUnsafeBytes { memory.copyMemory(from: $0) }
        }
    }

    /// Words that somebody writes.
    ///
    /// - Parameters:
    ///   - byteCount: a multiple of 4.
    ///   - fill: writes all bytes; what it throws is thrown.
    init<Failure: Error>(
        byteCount: Int, filling fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        let isLarge = byteCount >= 2 * Self.page
        let memory = UnsafeMutableRawBufferPointer.allocate(
            byteCount: byteCount, alignment: isLarge ? Self.page : Self.line)
        #if os(Linux)
            // Advice: nothing depends on it.
            if isLarge { madvise(memory.baseAddress, byteCount, MADV_HUGEPAGE) }
        #endif
        self.memory = memory
        try fill(memory)
    }

    deinit { memory.deallocate() }

    /// How many there are.
    var count: Int { memory.count / MemoryLayout<UInt32>.stride }

    /// Calls with the words, which are valid during the call.
    @inline(__always)
    func withUnsafeBufferPointer<Result>(
        _ body: (UnsafeBufferPointer<UInt32>) -> Result
    ) -> Result {
        body(UnsafeBufferPointer(memory.assumingMemoryBound(to: UInt32.self)))
    }

    /// Calls with the bytes, which are valid during the call.
    func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeRawBufferPointer(memory))
    }
}

extension AlignedWords: Equatable {
    static func == (left: AlignedWords, right: AlignedWords) -> Bool {
        left.withUnsafeBytes { left in right.withUnsafeBytes { left.elementsEqual($0) } }
    }
}
