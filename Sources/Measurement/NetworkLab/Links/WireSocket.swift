import CPackets
import Foundation

/// A packet socket on one interface: the frames that come from its peer, and those we send there.
final class WireSocket {
    /// Bytes of room in either direction; the kernel gives less where it must.
    static let room: Int32 = 8 << 20

    /// The interface.
    let interface: String
    let descriptor: Int32
    private var overflow = 0

    init(interface: String) throws {
        self.interface = interface
        descriptor = cpackets_open(interface, Self.room)
        guard descriptor != -ENODEV else {
            throw LabError.unsupported(what: "there is no interface \(interface)")
        }
        guard descriptor >= 0 else {
            throw WireInterfaces.failure(
                -descriptor, "opening a packet socket on \(interface)")
        }
    }

    deinit { close(descriptor) }

    /// How many frames came so fast that they were not taken.
    func missed() -> Int {
        overflow += Int(cpackets_take_drops(descriptor))
        return overflow
    }
}

/// A frame that is being held back: memory of its own, which whoever takes it out gives back.
struct HeldFrame {
    let bytes: UnsafeMutablePointer<UInt8>
    let count: UInt32

    init(copying source: UnsafePointer<UInt8>, count: UInt32) {
        bytes = .allocate(capacity: Int(count))
        bytes.update(from: source, count: Int(count))
        self.count = count
    }
}

/// Memory for the frames that one call of the kernel gives or takes.
final class FrameBatch {
    let frames = UnsafeMutablePointer<UInt8>.allocate(
        capacity: CPACKETS_BATCH * CPACKETS_FRAME_ROOM)
    let pointers = UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>.allocate(
        capacity: CPACKETS_BATCH)
    let lengths = UnsafeMutablePointer<UInt32>.allocate(capacity: CPACKETS_BATCH)
    let times = UnsafeMutablePointer<Int64>.allocate(capacity: CPACKETS_BATCH)

    /// The most frames.
    static let capacity = CPACKETS_BATCH

    deinit {
        frames.deallocate()
        pointers.deallocate()
        lengths.deallocate()
        times.deallocate()
    }

    /// Where a received frame is.
    func frame(_ index: Int) -> UnsafeMutablePointer<UInt8> {
        frames + index * CPACKETS_FRAME_ROOM
    }
}
