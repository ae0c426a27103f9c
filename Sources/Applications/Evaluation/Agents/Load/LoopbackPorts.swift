import Foundation

/// Ports of the loopback address on which nobody listens.
enum LoopbackPorts {
    /// As many different ports as asked for.
    ///
    /// They are held until all are known, then let go: somebody else may take one before it is used, and the
    /// server that wanted it says so.
    static func free(_ count: Int) throws -> [Int] {
        var held = [Int32]()
        defer { for descriptor in held { close(descriptor) } }
        return try (0..<count).map { _ in
            #if os(Linux)
                let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            #else
                let descriptor = socket(AF_INET, SOCK_STREAM, 0)
            #endif
            guard descriptor >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EMFILE) }
            held.append(descriptor)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            var size = socklen_t(MemoryLayout<sockaddr_in>.size)
            let isBound = withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
                }
            }
            guard isBound else { throw POSIXError(.init(rawValue: errno) ?? .EADDRINUSE) }
            return Int(UInt16(bigEndian: address.sin_port))
        }
    }
}
