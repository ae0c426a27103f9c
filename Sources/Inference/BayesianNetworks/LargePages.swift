#if canImport(Glibc)
    import Glibc
#endif

/// A hint to the operating system that changes no value.
enum LargePages {
    /// Asks for large pages under a large buffer, of which the first touch costs far less.
    static func advise(_ buffer: UnsafeMutableBufferPointer<Double>) {
        #if os(Linux) && canImport(Glibc)
            let bytes = UnsafeMutableRawBufferPointer(buffer)
            guard bytes.count >= 4 << 20, let start = bytes.baseAddress else { return }
            let page = 4096
            let offset = (page - Int(bitPattern: start) % page) % page
            // Refusal only means small pages.
            _ = madvise(start + offset, (bytes.count - offset) / page * page, MADV_HUGEPAGE)
        #endif
    }
}
