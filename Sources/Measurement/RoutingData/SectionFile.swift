import Foundation

/// A file that is read array by array, straight into their memory.
final class SectionFile {
    private let path: String
    private let descriptor: Int32
    private var left: Int

    init(path: String) throws(RoutingDataError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw .unreadable(path: path, reason: String(cString: strerror(errno)))
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw .unreadable(path: path, reason: "it is not a file")
        }
        self.path = path
        self.descriptor = descriptor
        left = Int(status.st_size)
    }

    deinit { close(descriptor) }

    /// Whether everything was read.
    var isAtEnd: Bool { left == 0 }

    /// The next bytes as an array.
    func read<Element: BitwiseCopyable>(byteCount: Int) throws(RoutingDataError) -> [Element] {
        let stride = MemoryLayout<Element>.stride
        try check(byteCount, stride)
        var failure: RoutingDataError?
        let array = [Element](unsafeUninitializedCapacity: byteCount / stride) { buffer, count in
            let bytes = UnsafeMutableRawBufferPointer(
                start: buffer.baseAddress, count: byteCount)
            do throws(RoutingDataError) {
                try fill(bytes)
                count = byteCount / stride
            } catch {
                failure = error
                count = 0
            }
        }
        if let failure { throw failure }
        return array
    }

    /// The next bytes as words.
    func readWords(byteCount: Int) throws(RoutingDataError) -> AlignedWords {
        try check(byteCount, MemoryLayout<UInt32>.stride)
        return try AlignedWords(byteCount: byteCount) { memory throws(RoutingDataError) in
            try fill(memory)
        }
    }

    /// Asked before memory is, as a damaged length could be any.
    private func check(_ byteCount: Int, _ stride: Int) throws(RoutingDataError) {
        guard byteCount >= 0, byteCount <= left else {
            throw .damagedTable(path: path, reason: "it ends too early")
        }
        guard byteCount.isMultiple(of: stride) else {
            throw .damagedTable(path: path, reason: "a length does not fit")
        }
    }

    private func fill(_ memory: UnsafeMutableRawBufferPointer) throws(RoutingDataError) {
        var done = 0
        while done < memory.count {
            let step = Foundation.read(
                descriptor, memory.baseAddress.map { $0 + done }, memory.count - done)
            if step < 0, errno == EINTR { continue }
            guard step > 0 else {
                throw .unreadable(
                    path: path,
                    reason: step == 0 ? "it became shorter" : String(cString: strerror(errno)))
            }
            done += step
        }
        left -= done
    }
}
