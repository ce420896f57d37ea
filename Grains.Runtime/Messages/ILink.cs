namespace Orleans.Runtime;

// What carries messages between silos, and from a client to them. It carries bytes: a socket can stand here as well as a process.
interface ILink
{
    // A silo that left for good or was lost: what was asked of it is answered by nobody.
    event Action<SiloAddress>? Lost;

    void Connect(SiloAddress self, Action<SiloAddress, ReadOnlyMemory<byte>> receive);

    void Disconnect(SiloAddress self);

    // False: there is nobody at that address, and nothing was sent.
    bool Send(SiloAddress from, SiloAddress to, ReadOnlyMemory<byte> message);
}
