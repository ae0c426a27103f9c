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
        // Asked before memory is, as a damaged length could be any.
        guard byteCount <= left else {
            throw .damagedTable(path: path, reason: "it ends too early")
        }
        let stride = MemoryLayout<Element>.stride
        guard byteCount >= 0, byteCount.isMultiple(of: stride) else {
            throw .damagedTable(path: path, reason: "a length does not fit")
        }
        var failure: String?
        let array = [Element](unsafeUninitializedCapacity: byteCount / stride) { buffer, count in
            let bytes = UnsafeMutableRawBufferPointer(buffer)
            bytes.adviseHugePages()
            var done = 0
            while done < byteCount {
                let step = Foundation.read(
                    descriptor, bytes.baseAddress.map { $0 + done }, byteCount - done)
                if step < 0, errno == EINTR { continue }
                if step <= 0 {
                    failure =
                        step == 0 ? "it became shorter" : String(cString: strerror(errno))
                    break
                }
                done += step
            }
            count = done / stride
        }
        if let failure { throw .unreadable(path: path, reason: failure) }
        left -= byteCount
        return array
    }
}

extension UnsafeMutableRawBufferPointer {
    /// Asks for large pages where memory was not yet touched.
    ///
    /// Look-ups at random places spend less on finding pages, and first touches are fewer. It is advice: nothing
    /// depends on it.
    fileprivate func adviseHugePages() {
        #if os(Linux)
            let page = 2 << 20
            guard count >= 2 * page, let base = baseAddress else { return }
            let start = base.alignedUp(toMultipleOf: page)
            let end = (base + count).alignedDown(toMultipleOf: page)
            madvise(start, end - start, MADV_HUGEPAGE)
        #endif
    }
}
