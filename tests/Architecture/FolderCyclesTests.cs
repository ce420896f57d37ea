using ArchUnitNET.Fluent.Slices;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using Platform.Grains.Citizens;
using Platform.Grains.Interfaces.Citizens;

namespace Platform.Tests.Architecture;

/// <summary>Folders inside a project form no circle, so that each can be read, and taken out, alone.</summary>
public sealed class FolderCyclesTests
{
    [Theory]
    [InlineData("Platform.Grains.Interfaces", typeof(ICitizenGrain))]
    [InlineData("Platform.Grains", typeof(CitizenState))]
    [InlineData("Platform.Storage", typeof(Platform.Storage.StorageServices))]
    [InlineData("Platform.Web", typeof(Platform.Web.Pages))]
    [InlineData("Platform.Silo", typeof(Platform.Silo.Hosting.SiloHost))]
    [InlineData("Platform.Gateway", typeof(Platform.Gateway.GatewayPipeline))]
    [InlineData("Platform.LoadTests", typeof(Platform.LoadTests.Environments.FreePort))]
    public void FoldersOfAProjectFormNoCircle(string project, System.Type one) =>
        SliceRuleDefinition.Slices().Matching(project + ".(**)").Should().BeFreeOfCycles()
            .Check(new ArchLoader().LoadAssemblies(one.Assembly).Build());
}
