namespace Orleans.Runtime;

// Brings a call to the grain, wherever that is: a silo, or a client of a cluster.
interface IRouter
{
    void Route(Call call);
}
