using System.Net;
using Platform.Grains.EventSourcing;
using Platform.Standalone;

namespace Platform.Tests.Standalone;

public sealed class OptionsTests
{
    [Fact]
    public void WithoutAWordItListensOn8080AndKeepsEverythingInData() =>
        Assert.Equal(new Options(8080, "data", null), Read().Run);

    [Fact]
    public void EveryOptionIsHeard() =>
        Assert.Equal(new Options(9090, "/tmp/x", IPAddress.Any), Read("--host", "0.0.0.0", "--port", "9090", "--data", "/tmp/x").Run);

    [Theory]
    [InlineData("--port")]
    [InlineData("--port", "65536")]
    [InlineData("--port", "-1")]
    [InlineData("--port", "http")]
    [InlineData("--data", "")]
    [InlineData("--host", "everywhere")]
    [InlineData("--prot", "8080")]
    public void WhatItDoesNotUnderstandItSays(params string[] args)
    {
        using var error = new StringWriter();
        Assert.Equal((null, ExitCodes.BadOption), Options.Read(args, TextWriter.Null, error));
        Assert.Contains(args[0], error.ToString());
        Assert.Contains("--port 8080", error.ToString());
    }

    [Fact]
    public void ItExplainsItself()
    {
        using var output = new StringWriter();
        Assert.Equal((null, ExitCodes.Done), Options.Read(["--help"], output, TextWriter.Null));
        Assert.Contains("--data", output.ToString());
    }

    static (Options? Run, int ExitCode) Read(params string[] args) => Options.Read(args, TextWriter.Null, TextWriter.Null);
}
